// How many packages and how many bytes an install brings, of packages as they would be published. Needs a build.
import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishedPackages } from "./api/packages.mjs";
import { packageManager, root } from "./steps.mjs";

const installs = [
  ["@posthog/definitions"],
  ["@posthog-definitions/cli", "@posthog-definitions/plugin-feature-flags"],
  ["@posthog-definitions/plugin-feature-flags"],
];

const target = mkdtempSync(join(tmpdir(), "packed-"));
const names = publishedPackages().map(({ name }) => name);
const filters = names.flatMap((name) => ["--filter", name]);
execFileSync("npx", ["--yes", packageManager, "--recursive", ...filters, "pack", "--pack-destination", target], {
  cwd: root,
});
const tarballs = readdirSync(target);
const tarballOf = (name) =>
  `file:${join(
    target,
    tarballs.find((file) => new RegExp(`^${name.replace("@", "").replace("/", "-")}-\\d`).test(file)),
  )}`;

for (const wanted of installs) {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  const all = Object.fromEntries(names.map((name) => [name, tarballOf(name)]));
  const manifest = {
    private: true,
    dependencies: Object.fromEntries(wanted.map((name) => [name, all[name]])),
    overrides: Object.fromEntries(Object.entries(all).filter(([name]) => !wanted.includes(name))),
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], { cwd: folder });
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  // What is optional and for another system stands in the lock file, and is not installed.
  const packages = Object.keys(lock.packages).filter((path) => path !== "" && isThere(join(folder, path)));
  const ours = packages.filter((path) => names.some((name) => path.endsWith(`node_modules/${name}`)));
  const seen = new Set();
  const bytes = new Map(packages.map((path) => [path, ownBytes(join(folder, path), seen)]));
  const sum = (paths) => paths.reduce((total, path) => total + bytes.get(path), 0);
  const largest = [...packages]
    .sort((a, b) => bytes.get(b) - bytes.get(a))
    .slice(0, 4)
    .map((path) => `${path.replace(/^.*node_modules\//, "")} ${megabytes(bytes.get(path))}`);
  console.log(`${wanted.join(" + ")}
  ${packages.length} packages, ${megabytes(sum(packages))}; of these ours ${ours.length}, ${megabytes(sum(ours))}
  largest: ${largest.join(", ")}`);
}

function isThere(path) {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Of a package without those installed inside it. A file that stands in two places, as esbuild's program does, counts once. */
function ownBytes(folder, seen) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .reduce((total, entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return total + ownBytes(path, seen);
      const { dev, ino, size } = lstatSync(path);
      const file = `${dev}:${ino}`;
      if (seen.has(file)) return total;
      seen.add(file);
      return total + size;
    }, 0);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
