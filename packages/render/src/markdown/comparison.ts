import type { OutputComparison } from "../output.js";
import type { Layout } from "../options.js";
import { summary } from "../text/comparison.js";
import { block, code, html, plain } from "./escape.js";
import { fieldsMarkdown } from "./plan.js";

/** How two projects differ, each difference folded away under its address. */
export function comparisonMarkdown(comparison: OutputComparison, layout: Layout): string {
  const { here, there, onlyHere, onlyThere, different, same } = comparison;
  const only = (addresses: readonly string[], where: string): string[] =>
    addresses.length === 0 ? [] : [`**Only in ${plain(where)}**: ${addresses.map(code).join(", ")}`];
  return `${[
    `### PostHog: ${plain(here)}, compared with ${plain(there)}`,
    plain(`${summary(comparison)} ${same.length} the same.`),
    ...different.map(({ address, fields }) =>
      [
        `<details><summary>~ <code>${html(address)}</code> ${html(`${there} → ${here}`)}</summary>`,
        block("diff", fieldsMarkdown(fields, layout)),
        "</details>",
      ].join("\n\n"),
    ),
    ...only(onlyHere, here),
    ...only(onlyThere, there),
  ].join("\n\n")}\n`;
}
