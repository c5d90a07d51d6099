import type { Diagnostic } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import { sorted } from "../text/diagnostics.js";
import { code, prose } from "./escape.js";

/** A list, one item for each. */
export const diagnosticsMarkdown = (diagnostics: readonly Diagnostic[], layout: Layout): string =>
  sorted(diagnostics)
    .map((diagnostic) => item(diagnostic, layout))
    .join("\n");

function item({ severity, code: id, message, address, place, hint }: Diagnostic, layout: Layout): string {
  const where = [place && layout.place(place), address].filter((part) => part !== undefined).map(code);
  return [
    `- ${severity === "error" ? "❌" : "⚠️"} ${prose(message)} (${code(id)})`,
    ...(where.length > 0 ? [`  ${where.join(" · ")}`] : []),
    ...(hint === undefined ? [] : [`  → ${prose(hint)}`]),
  ].join("  \n");
}
