// A plugin of ours has no import that somebody else's could not have: it reaches only what is published, through what
// is exported, and names in its own package.json what it needs.
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The ESLint rule, for files of `packages/plugin-*`. */
export const pluginImports = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const folder = packageFolder(context.filename);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const inside = relative(folder, context.filename).split(sep)[0];
    const check = (node) => {
      if (typeof node?.value !== "string") return;
      const message = mistake(node.value, { from: context.filename, folder, manifest, isSource: inside === "src" });
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source, argument }) => check(source ?? argument?.literal),
    };
  },
};

function packageFolder(file) {
  const folder = dirname(file);
  return existsSync(join(folder, "package.json")) ? folder : packageFolder(folder);
}

function mistake(module, { from, folder, manifest, isSource }) {
  if (module.startsWith(".")) {
    const reachable = isSource ? join(folder, "src") : folder;
    if (!(resolve(dirname(from), module) + sep).startsWith(reachable + sep))
      return `"${module}" leads out of ${isSource ? "`src`" : "the package"}, where a plugin of somebody else's has nothing.`;
    return undefined;
  }
  if (isBuiltin(module))
    return isSource ? `"${module}" is of Node: a plugin is pure, and may run in a browser.` : undefined;
  const name = /^(@[^/]+\/)?[^/]+/.exec(module)[0];
  const named = { ...manifest.dependencies, ...manifest.peerDependencies };
  if (!(name in (isSource ? named : { ...named, ...manifest.devDependencies })))
    return isSource
      ? `${manifest.name} has to name ${name} in its dependencies or peerDependencies.`
      : `${manifest.name} has to name ${name} in its devDependencies.`;
  return notPublished(name, module);
}

/** For packages of this repository; others guard themselves by their `exports`. */
function notPublished(name, module) {
  const [short] = name.split("/").slice(-1);
  const file = ["packages", "apps"]
    .map((group) => join(root, group, short, "package.json"))
    .find((path) => existsSync(path));
  const manifest = file && JSON.parse(readFileSync(file, "utf8"));
  if (manifest?.name !== name) return undefined;
  if (manifest.private) return `${name} is not published.`;
  const entry = `.${module.slice(name.length)}`;
  return entry in manifest.exports ? undefined : `${name} does not export "${entry}".`;
}
