import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly packageManager?: string;
}

/** Every package that would be published, as it would be: name to tarball. Needs a build. Takes two seconds. */
export function packAll(): ReadonlyMap<string, string> {
  const target = mkdtempSync(join(tmpdir(), "packed-"));
  const manifests = ["packages", "apps"]
    .flatMap((group) => readdirSync(join(repository, group)).map((name) => join(repository, group, name)))
    .map((folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest)
    .filter((manifest) => !manifest.private);
  // One process for all of them: a process for each takes ten times as long.
  const filters = manifests.flatMap(({ name }) => ["--filter", name]);
  execFileSync("npx", ["--yes", packageManager(), "--recursive", ...filters, "pack", "--pack-destination", target], {
    cwd: repository,
    stdio: "pipe",
  });
  return new Map(
    manifests.map(({ name, version }) => [
      name,
      join(target, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`),
    ]),
  );
}

/** `pnpm@` and the version that this repository uses. */
export const packageManager = (): string =>
  (JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { packageManager: string }).packageManager;

/** A project in an empty folder. Siblings come from the tarballs, everything else from the registry. */
export function newProject(
  tarballs: ReadonlyMap<string, string>,
  options: {
    readonly dependencies: readonly string[];
    readonly type?: "module" | "commonjs";
    readonly files?: Readonly<Record<string, string>>;
  },
): string {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  const at = (name: string): string => `file:${tarballs.get(name)}`;
  const manifest = {
    name: "a-project",
    private: true,
    ...(options.type ? { type: options.type } : {}),
    dependencies: Object.fromEntries(options.dependencies.map((name) => [name, at(name)])),
    overrides: Object.fromEntries(
      [...tarballs.keys()].filter((name) => !options.dependencies.includes(name)).map((name) => [name, at(name)]),
    ),
  };
  write(folder, { "package.json": JSON.stringify(manifest, null, 2), ...options.files });
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], {
    cwd: folder,
    stdio: "pipe",
  });
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
