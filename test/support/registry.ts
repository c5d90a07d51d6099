import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";

export interface LocalRegistry {
  /** Lines for a project's `.npmrc`: our two scopes come from here, everything else from where it always comes. */
  readonly npmrc: string;
  close(): Promise<void>;
}

/**
 * A package registry with these tarballs in it, for installs as users do them: by name, nested where versions ask for
 * it, without overrides. Of several versions of a package, the first is its latest.
 */
export async function startRegistry(tarballs: Iterable<string>): Promise<LocalRegistry> {
  const files = new Map<string, Buffer>();
  const packages = new Map<string, Map<string, object>>();
  for (const path of tarballs) {
    const content = readFileSync(path);
    const manifest = manifestIn(path);
    // One package may be there in two versions, and two builds of one version in two runs.
    const file = `${createHash("sha1").update(content).digest("hex")}/${basename(path)}`;
    files.set(file, content);
    const versions = packages.get(manifest.name) ?? new Map<string, object>();
    packages.set(manifest.name, versions.set(manifest.version, { ...manifest, dist: { file, ...sums(content) } }));
  }

  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const tarball = files.get(path);
    if (tarball) return void response.end(tarball);
    const versions = packages.get(path);
    response.statusCode = versions ? 200 : 404;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(versions ? packument(path, versions, origin) : { error: `no ${path} here` }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    npmrc: `@posthog-definitions:registry=${url}\n@posthog:registry=${url}\n`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function packument(name: string, versions: ReadonlyMap<string, object>, origin: string): object {
  const withUrls = [...versions].map(([version, manifest]) => {
    const { file, ...sums } = (manifest as { dist: { file: string } }).dist;
    return [version, { ...manifest, dist: { ...sums, tarball: `${origin}/${file}` } }] as const;
  });
  const [latest] = versions.keys();
  return { name, "dist-tags": { latest }, versions: Object.fromEntries(withUrls) };
}

/** As it was packed: with the versions that `workspace:` stands for in the repository. */
const manifestIn = (tarball: string): { name: string; version: string } =>
  JSON.parse(execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" })) as {
    name: string;
    version: string;
  };

const sums = (content: Buffer): { shasum: string; integrity: string } => ({
  shasum: createHash("sha1").update(content).digest("hex"),
  integrity: `sha512-${createHash("sha512").update(content).digest("base64")}`,
});
