import type { OutputComparison } from "../output.js";
import type { Layout } from "../options.js";
import { summary } from "../text/comparison.js";
import { cutTo, fullOrNamed, GAP, lengthOf, LONGEST_COMMENT } from "./comment.js";
import { block, code, html, plain } from "./escape.js";
import { fieldsMarkdown } from "./plan.js";

/** How two projects differ, each difference folded away under its address. */
export function comparisonMarkdown(comparison: OutputComparison, layout: Layout): string {
  const { here, there, onlyHere, onlyThere, different, same } = comparison;
  const only = (addresses: readonly string[], where: string): string[] =>
    addresses.length === 0 ? [] : [`**Only in ${plain(where)}**: ${addresses.map(code).join(", ")}`];
  const above = [
    `### PostHog: ${plain(here)}, compared with ${plain(there)}`,
    plain(`${summary(comparison)} ${same.length} the same.`),
  ];
  const below = [...only(onlyHere, here), ...only(onlyThere, there)];
  type Different = (typeof different)[number];
  const sayable = {
    what: "difference",
    full: ({ address, fields }: Different) =>
      [
        `<details><summary>~ <code>${html(address)}</code> ${html(`${there} → ${here}`)}</summary>`,
        block("diff", fieldsMarkdown(fields, layout)),
        "</details>",
      ].join(GAP),
    name: ({ address }: Different) => code(address),
  };
  const room = LONGEST_COMMENT - 1 - lengthOf([...above, ...below]);
  const text = [...above, ...fullOrNamed(different, sayable, room), ...below].join(GAP);
  return `${cutTo(text, LONGEST_COMMENT - 1)}\n`;
}
