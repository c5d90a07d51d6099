import { readFileSync } from "node:fs";
import type { Place } from "@posthog-definitions/core";

/** The line of a place, the one before it, and a caret below the column. Empty where the file cannot be read. */
export function codeFrame(path: string, place: Place): string {
  const lines = linesOf(path);
  const width = String(place.line).length;
  const shown = [place.line - 1, place.line].flatMap((number) => {
    const text = lines[number - 1];
    return text === undefined ? [] : [`${String(number).padStart(width)} | ${text}`.trimEnd()];
  });
  if (lines[place.line - 1] === undefined) return "";
  // Tabs stay tabs, so that the caret stands below its column at any width.
  const indent = (lines[place.line - 1] ?? "").slice(0, place.column - 1).replace(/[^\t]/g, " ");
  return [...shown, `${" ".repeat(width)} | ${indent}^`].join("\n");
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}
