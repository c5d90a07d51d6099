import { isError, type Diagnostic } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import { sorted } from "../text/diagnostics.js";
import { count } from "../words.js";
import { LONGEST_COMMENT, shownOf } from "./comment.js";
import { code, prose } from "./escape.js";

/** A list, one item for each that there is room for, errors before warnings; the others are counted. */
export function diagnosticsMarkdown(
  diagnostics: readonly Diagnostic[],
  layout: Layout,
  room = LONGEST_COMMENT - 200,
): string {
  const all = sorted(diagnostics);
  const shown = shownOf(all, (diagnostic) => item(diagnostic, layout), isError, room);
  const left = all.filter((diagnostic) => !shown.includes(diagnostic));
  const errors = left.filter(isError).length;
  const more = [
    ...(errors > 0 ? [count(errors, "more error")] : []),
    ...(left.length > errors ? [count(left.length - errors, "more warning")] : []),
  ];
  return [
    ...shown.map((diagnostic) => item(diagnostic, layout)),
    ...(more.length > 0 ? [`- ${more.join(" and ")} than a comment has room for`] : []),
  ].join("\n");
}

function item({ severity, code: id, message, address, place, hint }: Diagnostic, layout: Layout): string {
  const where = [place && layout.place(place), address].filter((part) => part !== undefined).map(code);
  return [
    `- ${severity === "error" ? "❌" : "⚠️"} ${prose(message)} (${code(id)})`,
    ...(where.length > 0 ? [`  ${where.join(" · ")}`] : []),
    ...(hint === undefined ? [] : [`  → ${prose(hint)}`]),
  ].join("  \n");
}
