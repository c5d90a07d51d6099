import { isError, type Diagnostic } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import { sorted } from "../text/diagnostics.js";
import { count } from "../words.js";
import { fitting, LONGEST_COMMENT } from "./comment.js";
import { code, prose } from "./escape.js";

/** A list, one item for each that there is room for, errors before warnings; the others are counted. */
export function diagnosticsMarkdown(
  diagnostics: readonly Diagnostic[],
  layout: Layout,
  room = LONGEST_COMMENT - 200,
): string {
  const all = sorted(diagnostics);
  const grave = [...all.filter(isError), ...all.filter((diagnostic) => !isError(diagnostic))];
  const some = new Set(
    grave.slice(
      0,
      fitting(
        grave.map((diagnostic) => item(diagnostic, layout)),
        room,
      ),
    ),
  );
  const left = grave.filter((diagnostic) => !some.has(diagnostic));
  const counts = [
    [left.filter(isError).length, "more error"],
    [left.filter((diagnostic) => !isError(diagnostic)).length, "more warning"],
  ] as const;
  const more = counts.filter(([n]) => n > 0).map(([n, what]) => count(n, what));
  return [
    ...all.filter((diagnostic) => some.has(diagnostic)).map((diagnostic) => item(diagnostic, layout)),
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
