import { isBuiltin } from "node:module";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportKind, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import { findPackage, isOurs, isPackageFile, packageName, readManifest } from "./packages.js";
import { isInside, type Project } from "./project.js";

/** Always outside, whatever tsconfig `paths` say, and found from the root, so that there is one instance of them. */
export const OURS = ["@posthog/*", "@posthog-definitions/*"];

/** Imports of packages but {@link OURS}: nearly every file has one of those, and each question to a plugin takes its time. */
const OTHERS = /^([^./@]|@[^p]|@p[^o]|@po[^s]|@pos[^t]|@post[^h]|@posth[^o]|@postho[^g])/;

/**
 * Says which imports Node does and which the bundle holds. What a package brings as JavaScript stays outside, so that
 * there is one instance of it. A package of the workspace that is TypeScript goes in: Node cannot load it.
 */
export function packageResolution(project: Project): Plugin {
  return {
    name: "packages",
    setup(build) {
      const decided = new Map<string, Promise<OnResolveResult | undefined>>();
      build.onResolve({ filter: OTHERS }, (args) => {
        if (args.pluginData === PLAIN || isAbsolute(args.path) || /^[a-z][a-z+]+:/i.test(args.path)) return undefined;
        if (isBuiltin(args.path)) return { path: args.path, external: true };
        const key = `${args.kind} ${args.path} ${args.resolveDir}`;
        const known = decided.get(key) ?? decide(build, project, args.path, args.resolveDir, args.kind);
        decided.set(key, known);
        return known;
      });
    },
  };
}

/** Marks a question of our own to esbuild, which must not come back to us. */
const PLAIN = Symbol("plain");

async function decide(
  build: PluginBuild,
  project: Project,
  specifier: string,
  resolveDir: string,
  kind: ImportKind,
): Promise<OnResolveResult | undefined> {
  const name = packageName(specifier);
  const folder = name === undefined ? undefined : findPackage(name, resolveDir);
  // A package that calls itself by its name. Node would not find it from the script, which is below `node_modules`.
  if (folder === undefined && name !== undefined && name === readManifest(project.root).name) {
    const itself = await build.resolve(specifier, { resolveDir, kind, pluginData: PLAIN });
    if (itself.errors.length > 0) return notFound(specifier);
    const { path } = itself;
    return isScript(path) && kind !== "require-call" ? { path: pathToFileURL(path).href, external: true } : { path };
  }
  const sameFromRoot = name !== undefined && folder !== undefined && folder === findPackage(name, project.root);
  if (name !== undefined && isOurs(name) && (folder === undefined || sameFromRoot)) {
    return folder === undefined ? notFound(specifier) : { path: specifier, external: true };
  }

  const resolved = await build.resolve(specifier, { resolveDir, kind, pluginData: PLAIN });
  if (resolved.errors.length > 0) return notFound(specifier);
  const { path } = resolved;
  if (resolved.external || resolved.namespace !== "file" || !isPackageFile(path, folder) || !isScript(path)) {
    return { path, external: resolved.external, namespace: resolved.namespace, suffix: resolved.suffix };
  }
  if (sameFromRoot && isInside(folder, path) && nodeAgrees(specifier, name, folder)) {
    return { path: specifier, external: true };
  }
  return { path: kind === "require-call" ? path : pathToFileURL(path).href, external: true };
}

const notFound = (specifier: string): OnResolveResult => ({ errors: [{ text: `Could not resolve "${specifier}"` }] });

const isScript = (path: string): boolean => /\.[mc]?js$/.test(path);

/** Node wants the extension in `lodash/fp.js` where a package has no `exports`; bundlers, and so users, do not. */
const nodeAgrees = (specifier: string, name: string, folder: string): boolean =>
  specifier === name || readManifest(folder).exports !== undefined;
