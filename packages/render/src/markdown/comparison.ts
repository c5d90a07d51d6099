import type { OutputComparison } from "../output.js";
import type { Layout } from "../options.js";
import { summary } from "../text/comparison.js";
import { count } from "../words.js";
import { cutTo, fitting, GAP, lengthOf, LONGEST_COMMENT } from "./comment.js";
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
  const blocks = different.map(({ address, fields }) =>
    [
      `<details><summary>~ <code>${html(address)}</code> ${html(`${there} → ${here}`)}</summary>`,
      block("diff", fieldsMarkdown(fields, layout)),
      "</details>",
    ].join(GAP),
  );
  const naming = (some: typeof different): string =>
    `${count(some.length, "more difference")} than a comment has room for: ${some.map(({ address }) => code(address)).join(", ")}`;
  const room = LONGEST_COMMENT - 1 - lengthOf([...above, ...below]);
  const all = fitting(blocks, room) === blocks.length;
  const shown = all ? blocks.length : fitting(blocks, room - lengthOf([naming(different)]));
  const rest = shown < different.length ? [naming(different.slice(shown))] : [];
  return `${cutTo([...above, ...blocks.slice(0, shown), ...rest, ...below].join(GAP), LONGEST_COMMENT - 1)}\n`;
}
