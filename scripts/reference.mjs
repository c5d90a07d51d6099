// Writes the reference pages from the code: docs/kinds/*.md from each plugin's types and kind, docs/queries.md from the
// builders, docs/errors.md from the catalogue, docs/plugins/contract.md from the comments of the contract. With `--check`
// it writes nothing and fails naming the pages that are stale. Needs a build, since kinds are read as they would be
// published.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { catalogue, exitPrecedence } from "@posthog-definitions/core";
import { posthogLimits } from "@posthog-definitions/client";
import * as prettier from "prettier";
import { contractPage } from "./reference/contract.mjs";
import { errorsPage } from "./reference/errors.mjs";
import { kindPage } from "./reference/kind.mjs";
import { plugins } from "./reference/plugins.mjs";
import { openPackages } from "./reference/program.mjs";
import { queriesPage } from "./reference/queries.mjs";
import { root } from "./steps.mjs";

const found = await plugins();
const code = openPackages(["queries", ...found.map(({ folder }) => folder)]);
const names = found.flatMap(({ kinds }) => kinds.map(({ name }) => name));

const pages = new Map();
/** Types of queries that kinds' pages point at. */
const wanted = new Set();
for (const plugin of found)
  for (const kind of plugin.kinds)
    pages.set(`docs/kinds/${kind.name}.md`, kindPage({ code, plugin, kind, names, limits: posthogLimits, wanted }));
pages.set("docs/queries.md", queriesPage({ code, names, wanted }));
pages.set("docs/plugins/contract.md", contractPage());
pages.set("docs/errors.md", errorsPage(catalogue, exitPrecedence));

const stale = [];
for (const [page, text] of pages) {
  const file = join(root, page);
  const options = await prettier.resolveConfig(file);
  const formatted = await prettier.format(text, { ...options, parser: "markdown" });
  if (existsSync(file) && readFileSync(file, "utf8") === formatted) continue;
  stale.push(page);
  if (checking()) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formatted);
}
for (const page of leftOver()) {
  stale.push(page);
  if (!checking()) rmSync(join(root, page));
}

if (checking() && stale.length > 0) {
  console.error(`These pages are not what the code says; \`npm run docs\` writes them:\n  ${stale.join("\n  ")}`);
  process.exitCode = 1;
} else console.log(stale.length > 0 ? `Wrote ${stale.join(", ")}.` : "All reference pages are current.");

function checking() {
  return process.argv.includes("--check");
}

/** Pages of kinds that are no more. */
function leftOver() {
  const folder = join(root, "docs/kinds");
  return existsSync(folder)
    ? readdirSync(folder)
        .map((name) => `docs/kinds/${name}`)
        .filter((page) => !pages.has(page))
    : [];
}
