import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** What we read of a `package.json`. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly packageManager?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: unknown;
  readonly posthogDefinitions?: unknown;
  readonly oclif?: {
    readonly plugins?: readonly string[];
    readonly commands?: unknown;
    readonly hooks?: Readonly<Record<string, unknown>>;
  };
}

export function* upwards(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

/** The nearest folder with a `package.json`, `from` included. */
export function packageRoot(from: string): string | undefined {
  for (const folder of upwards(from)) if (existsSync(join(folder, "package.json"))) return folder;
  return undefined;
}

/** Where the configuration is looked for: the project of `--dir`, else that of the current folder. */
export function homeOf(cwd: string, dir: string | undefined): string {
  if (dir === undefined) return packageRoot(cwd) ?? cwd;
  return packageRoot(dir) ?? (existsSync(dir) && dir === cwd ? cwd : dirname(dir));
}

/** `undefined` where there is none. Throws where it is no JSON. */
export function readManifest(folder: string): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, "package.json"), "utf8");
  } catch {
    return undefined;
  }
  return JSON.parse(text.replace(/^\uFEFF/, "")) as Manifest;
}

/**
 * The folder of an installed package as Node finds it from `from`, with symbolic links resolved: what pnpm links and
 * what npm hoists is found alike.
 */
export function installedPackage(name: string, from: string): string | undefined {
  for (const folder of upwards(from)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
  }
  return undefined;
}

/** Whether files of a project can import a package: what it has installed, and itself by what it exports, as Node does it. */
export function isImportable(name: string, root: string): boolean {
  if (installedPackage(name, root) !== undefined) return true;
  const own = readManifest(root);
  return own?.name === name && own.exports !== undefined;
}

const installCommands = {
  npm: "npm install --save-dev",
  pnpm: "pnpm add --save-dev",
  yarn: "yarn add --dev",
  bun: "bun add --dev",
} as const;

export type PackageManager = keyof typeof installCommands;

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

/** By the nearest lock file or `packageManager`; npm where nothing tells. */
export function packageManagerOf(root: string): PackageManager {
  for (const folder of upwards(root)) {
    const lock = lockFiles.find(([file]) => existsSync(join(folder, file)));
    if (lock) return lock[1];
    const named = namedManager(folder);
    if (named) return named;
  }
  return "npm";
}

function namedManager(folder: string): PackageManager | undefined {
  try {
    const name = readManifest(folder)?.packageManager?.split("@")[0];
    return name !== undefined && name in installCommands ? (name as PackageManager) : undefined;
  } catch {
    return undefined;
  }
}

/** `pnpm add --save-dev <name>`, or what it is here. */
export const installCommand = (name: string, root: string): string =>
  `${installCommands[packageManagerOf(root)]} ${name}`;
