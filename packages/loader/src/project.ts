import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { LoadOptions } from "./types.js";

/** Where things are. All paths are absolute and free of symbolic links, as those of esbuild and Node are. */
export interface Project {
  /** Where bare imports resolve from, and what places are relative to. */
  readonly root: string;
  /** Where the definition files are. */
  readonly dir: string;
  /** Where bundles live for the moment of their import. It is inside the root, or bare imports would not resolve. */
  readonly cacheDir: string;
  /** By path, what is read in place of the file. */
  readonly texts: ReadonlyMap<string, string>;
}

export function openProject(options: LoadOptions): Project {
  const root = real(resolve(options.root));
  return {
    root,
    dir: real(resolve(root, options.dir)),
    cacheDir: options.cacheDir === undefined ? defaultCacheDir(root) : resolve(root, options.cacheDir),
    texts: new Map([...(options.texts ?? [])].map(([path, text]) => [real(path), text])),
  };
}

function defaultCacheDir(root: string): string {
  const modules = join(root, "node_modules");
  return existsSync(modules) ? join(modules, ".cache", "posthog-definitions") : join(root, ".posthog", "cache");
}

export function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

export const isInside = (folder: string, file: string): boolean =>
  file.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** How a file is named in a place: relative to the root, with `/` on every system. */
export function displayName(project: Project, file: string): string {
  // `relative` takes its time, which counts for thousands of files.
  const name = isInside(project.root, file) ? file.slice(project.root.length + 1) : relative(project.root, file);
  return sep === "/" ? name : name.split(sep).join("/");
}
