import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./cli.js";
import { packageManager, write } from "./packed.js";
import type { LocalRegistry } from "./registry.js";

export const managers = ["npm", "pnpm"] as const;
export type Manager = (typeof managers)[number];

/** A folder with a `package.json`, whose installs get our packages from the registry. */
export function emptyProject(registry: LocalRegistry, files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
  const manifest = { name: "a-project", private: true, type: "module" };
  write(folder, { "package.json": JSON.stringify(manifest), ".npmrc": registry.npmrc, ...files });
  return folder;
}

/** `npm install --save-dev …` or `pnpm add --save-dev …`; without packages, what `package.json` asks for. */
export async function install(manager: Manager, folder: string, packages: readonly string[] = []): Promise<void> {
  const verb = manager === "npm" ? "install" : packages.length > 0 ? "add" : "install";
  const save = packages.length > 0 ? ["--save-dev", ...packages] : [];
  const program =
    manager === "npm" ? ["npm", "--no-audit", "--no-fund", "--loglevel=error"] : ["npx", "--yes", packageManager()];
  const { code, stdout, stderr } = await runCommand([...program, verb, "--prefer-offline", ...save], { cwd: folder });
  if (code !== 0) throw new Error(`${manager} ${verb} ${packages.join(" ")} failed:\n${stdout}${stderr}`);
}

/** The versions of Node that packages say they run on. */
export const nodeVersions = ["20", "22", "24"] as const;

const programs = new Map<string, Promise<string>>();

/** The program of a version of Node: the one that runs the tests, or one that npx brings. */
export function nodeOf(version: string): Promise<string> {
  if (process.versions.node.startsWith(`${version}.`)) return Promise.resolve(process.execPath);
  const known = programs.get(version) ?? fetched(version).catch(() => fetched(version));
  programs.set(version, known);
  return known;
}

/** Two test files that ask for the first time and at once can be in each other's way; hence the second try. */
async function fetched(version: string): Promise<string> {
  const command = ["npx", "--yes", "-p", `node@${version}`, "node", "-p", "process.execPath"];
  const { code, stdout, stderr } = await runCommand(command, { cwd: tmpdir() });
  if (code !== 0) throw new Error(`Node ${version} cannot be had:\n${stderr}`);
  return stdout.trim();
}
