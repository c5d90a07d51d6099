// Packs what would be published, and looks at it as others will: manifests (publint), and types under every way of
// resolving modules (are the types wrong?). In one process: one for each package takes a minute more.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packageManager, root } from "./steps.mjs";

const manifests = ["packages", "apps"]
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name, "package.json")))
  .map((file) => JSON.parse(readFileSync(file, "utf8")))
  .filter((manifest) => !manifest.private);

const folder = mkdtempSync(join(tmpdir(), "published-"));
const problems = [];
try {
  const filters = manifests.flatMap(({ name }) => ["--filter", name]);
  const pack = ["--yes", packageManager, "--recursive", ...filters, "pack", "--pack-destination", folder];
  execFileSync("npx", pack, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  for (const { name, version, exports } of manifests) {
    const tarball = readFileSync(join(folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`));
    // Packages that run in Node alone are ESM alone: that a CommonJS program cannot require their types is no news.
    const ignored = exports["."].require ? ["node10"] : ["node10", "node16-cjs"];
    for (const problem of [...(await manifestProblems(tarball)), ...(await typeProblems(tarball, ignored))])
      problems.push(`${name}: ${problem}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

async function manifestProblems({ buffer, byteOffset, byteLength }) {
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages.filter(({ type }) => type !== "suggestion").map((message) => formatMessage(message, pkg));
}

async function typeProblems(tarball, ignored) {
  const { types, problems: found } = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (!types) return ["it has no types"];
  return found
    .filter(({ resolutionKind }) => !ignored.includes(resolutionKind))
    .map((problem) => JSON.stringify(problem));
}
