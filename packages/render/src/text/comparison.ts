import type { OutputComparison } from "../output.js";
import type { Layout } from "../options.js";
import { paintFor, type Paint } from "../paint.js";
import { safe } from "../safe.js";
import { fieldsText } from "./change.js";
import { blocks } from "./plan.js";

/** How two projects differ: what one of them has, field by field what is unlike, and a line that sums it up. */
export function comparisonText(comparison: OutputComparison, layout: Layout): string {
  const { here, there, onlyHere, onlyThere, different, same } = comparison;
  const paint = paintFor(layout.color);
  return blocks([
    ...different.map(({ address, fields }) =>
      [
        `${paint.changed("~")} ${paint.strong(safe(address))}  ${there} → ${here}`,
        ...fieldsText(fields, layout, paint),
      ].join("\n"),
    ),
    listText(onlyHere, here, paint.added("+"), paint),
    listText(onlyThere, there, paint.removed("-"), paint),
    `${paint.strong(`${here}, compared with ${there}:`)} ${summary(comparison)} ${same.length} the same.`,
  ]);
}

function listText(addresses: readonly string[], where: string, sign: string, paint: Paint): string {
  if (addresses.length === 0) return "";
  return [paint.strong(`Only in ${where}`), ...addresses.map((address) => `  ${sign} ${safe(address)}`)].join("\n");
}

export function summary({ here, there, onlyHere, onlyThere, different }: OutputComparison): string {
  const parts = [
    ...(different.length > 0 ? [`${different.length} different`] : []),
    ...(onlyHere.length > 0 ? [`${onlyHere.length} only in ${here}`] : []),
    ...(onlyThere.length > 0 ? [`${onlyThere.length} only in ${there}`] : []),
  ];
  return parts.length === 0 ? "no difference in what is managed," : `${parts.join(", ")},`;
}
