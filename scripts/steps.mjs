import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The version that package.json names, so that a fresh machine needs nothing but npm. */
export const { packageManager } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** Runs a command in the repository and stops everything when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

export const pnpm = (...args) => run("npx", ["--yes", packageManager, ...args]);

/** Installs what the lock file says. */
export const install = () => pnpm("install", "--frozen-lockfile", "--prefer-offline");

export const build = () => run(process.execPath, ["scripts/build.mjs"]);

/** A program of the root's own dependencies, without the seconds that a package manager takes to find it. */
export const tool = (name) => join(root, "node_modules/.bin", name);
