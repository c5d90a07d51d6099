import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isInside, real } from "./project.js";

/** `@posthog/definitions`, our other packages, and third parties' plugins. */
export const isOurs = (name: string): boolean =>
  name === "@posthog/definitions" || name.startsWith("@posthog-definitions/") || isThirdPartyPlugin(name);

const isThirdPartyPlugin = (name: string): boolean => /^(@[^/]+\/)?posthog-definitions-plugin-/.test(name);

/** `lodash/fp` → `lodash`, `@a/b/c` → `@a/b`; `undefined` for what names no package (`#internal`, `data:…`). */
export function packageName(specifier: string): string | undefined {
  return /^(@[^/:]+\/[^/:]+|[^@#/:.][^/:]*)(\/|$)/.exec(specifier)?.[1];
}

/** The folder of a package as Node finds it from `from`, with symbolic links resolved. */
export function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(candidate)) return real(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly exports?: unknown;
  readonly packageManager?: string;
}

export function readManifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return {};
  }
}

/** The command that installs a package, for the package manager whose lock file is nearest. */
export function installCommand(name: string, root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    const manager = managerOf(folder);
    if (manager !== undefined) return `${manager} ${name}`;
    if (dirname(folder) === folder) return `${COMMANDS.npm} ${name}`;
  }
}

const COMMANDS = {
  npm: "npm install --save-dev",
  pnpm: "pnpm add --save-dev",
  yarn: "yarn add --dev",
  bun: "bun add --dev",
};

const LOCK_FILES = [
  ["pnpm-lock.yaml", COMMANDS.pnpm],
  ["yarn.lock", COMMANDS.yarn],
  ["bun.lock", COMMANDS.bun],
  ["bun.lockb", COMMANDS.bun],
  ["package-lock.json", COMMANDS.npm],
] as const;

function managerOf(folder: string): string | undefined {
  const lock = LOCK_FILES.find(([file]) => existsSync(join(folder, file)));
  if (lock !== undefined) return lock[1];
  const declared = readManifest(folder).packageManager?.split("@")[0];
  return declared !== undefined && declared in COMMANDS ? COMMANDS[declared as keyof typeof COMMANDS] : undefined;
}

/** Whether a file belongs to a package rather than to the user's own sources. */
export const isPackageFile = (file: string, folder: string | undefined): boolean =>
  /[\\/]node_modules[\\/]/.test(file) || (folder !== undefined && isInside(folder, file));
