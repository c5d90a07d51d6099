// Writes the type declarations of every package into its `dist`. One program makes those of all packages at once: a
// program for each would read the packages below it again, and takes several times as long.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, run, tool } from "./steps.mjs";

const made = join(root, "node_modules/.cache/declarations");

export function declarations() {
  run(tool("tsc"), ["-p", "tsconfig.declarations.json"]);
  for (const group of ["packages", "apps"])
    for (const name of readdirSync(join(root, group))) {
      const manifest = join(root, group, name, "package.json");
      if (existsSync(manifest)) write(join(group, name), JSON.parse(readFileSync(manifest, "utf8")));
    }
}

/** Those that a package's entries lead to; for `require` a second time, with names that say CommonJS. */
function write(folder, { exports = {} }) {
  const dist = join(root, folder, "dist");
  const source = join(made, folder, "src");
  clear(dist);
  for (const conditions of Object.values(exports))
    for (const [format, entry] of typesOf(conditions))
      for (const file of reached(source, entry.replace(/^\.\/dist\//, "").replace(/\.d\.c?ts$/, ""))) {
        const text = readFileSync(join(source, `${file}.d.ts`), "utf8");
        const target = join(dist, `${file}.d.${format === "require" ? "cts" : "ts"}`);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, format === "require" ? text.replace(RELATIVE, "$1$2.cjs$3") : text);
      }
}

/** A relative module in a declaration: `from "./plan.js"`, `import("./plan.js")`. */
const RELATIVE = /((?:from |import |import\()")(\.{1,2}\/[^"]+)\.js(")/g;

function typesOf(conditions) {
  if (typeof conditions === "string") return [];
  const of = (format) => conditions[format]?.types ?? (format === "import" ? conditions.types : undefined);
  return ["import", "require"].flatMap((format) => (of(format) ? [[format, of(format)]] : []));
}

function reached(source, entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  const text = readFileSync(join(source, `${entry}.d.ts`), "utf8");
  for (const [, , module] of text.matchAll(RELATIVE)) reached(source, join(dirname(entry), module), found);
  return found;
}

/** What an earlier build left, of files that may be no more. */
function clear(dist) {
  if (!existsSync(dist)) return;
  for (const file of readdirSync(dist, { recursive: true })) if (/\.d\.c?ts$/.test(file)) rmSync(join(dist, file));
}

if (process.argv[1] === import.meta.filename) declarations();
