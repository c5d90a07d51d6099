// `pnpm bench`: speed and requests, as ratios to a bar or to a bare program run beside. Needs a build.
// A single part: `pnpm bench load`. Parts: requests, plan, apply, load, help, types.
import { apply } from "./apply.mjs";
import { help } from "./help.mjs";
import { load } from "./load.mjs";
import { plan } from "./plan.mjs";
import { requests } from "./requests.mjs";
import { types } from "./types.mjs";

const parts = { requests, plan, apply, load, help, types };
const chosen = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  for (const { what, measured, bar } of await measure())
    console.log(`${measured <= bar.most ? "✓" : "✗"} ${what}: ${bar.show(measured)} (bar: ${bar.show(bar.most)})`);
}
