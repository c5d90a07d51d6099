import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Manifest = Readonly<Record<string, unknown>> & { readonly name: string; readonly version: string };

/** A packed package once more, with another `package.json`. */
export function repacked(tarball: string, change: (manifest: Manifest) => object): string {
  const folder = mkdtempSync(join(tmpdir(), "repacked-"));
  execFileSync("tar", ["-xzf", tarball, "-C", folder]);
  const file = join(folder, "package/package.json");
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")) as Manifest)));
  const out = join(folder, "package.tgz");
  execFileSync("tar", ["-czf", out, "-C", folder, "package"]);
  return out;
}
