// Writes the public types of every published package into docs/api: each export of each entry, without comments, in one
// order, and what these lead to. With `--check` it writes nothing, and fails saying what has changed, so that a change
// of what others build on is seen by whoever makes it and by whoever reviews it. Needs a build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { changes } from "./api/changes.mjs";
import { publishedPackages } from "./api/packages.mjs";
import { surfaces } from "./api/surface.mjs";
import { root } from "./steps.mjs";

const checking = process.argv.includes("--check");
const folder = join(root, "docs/api");
const packages = publishedPackages();
const stale = [];

for (const { name, short, entries } of surfaces(packages)) {
  const file = join(folder, `${short}.md`);
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const after = await page(name, entries);
  if (before === after) continue;
  stale.push({ name, ...(before === "" ? { added: ["the package"] } : changes(before, after)) });
  if (checking) continue;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, after);
}
for (const left of leftOver()) {
  stale.push({ name: left, removed: ["the package"] });
  if (!checking) rmSync(join(folder, left));
}

if (checking && stale.length > 0) {
  console.error(stale.map(told).join("\n"));
  console.error(
    "\nThe public types are not those in docs/api. If that is meant, `node scripts/api.mjs` writes them anew, and each of\n" +
      "these packages needs a changeset: CONTRIBUTING.md says of which size.",
  );
  process.exitCode = 1;
} else
  console.log(
    stale.length > 0 ? `${stale.map(told).join("\n")}\nWrote docs/api.` : "The public types are those in docs/api.",
  );

function told({ name, removed = [], changed = [], added = [] }) {
  const parts = [
    ["taken away", removed],
    ["changed", changed],
    ["added", added],
  ].filter(([, names]) => names.length > 0);
  return [name, ...parts.map(([what, names]) => `  ${what}: ${names.join(", ")}`)].join("\n");
}

async function page(name, entries) {
  const parts = entries.map(({ entry, text }) => `## \`${join(name, entry)}\`\n\n\`\`\`ts\n${text}\n\`\`\`\n`);
  const text = `# ${name}\n\nWritten by \`node scripts/api.mjs\`.\n\n${parts.join("\n")}`;
  return prettier.format(text, { ...(await prettier.resolveConfig(join(folder, "x.md"))), parser: "markdown" });
}

/** Pages of packages that are no more. */
function leftOver() {
  const known = new Set(packages.map(({ short }) => `${short}.md`));
  return existsSync(folder) ? readdirSync(folder).filter((name) => !known.has(name)) : [];
}
