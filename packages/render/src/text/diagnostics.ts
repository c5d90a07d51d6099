import { isError, placeText, type Diagnostic } from "@posthog-definitions/core";
import { codeFrame } from "../frame.js";
import type { Layout } from "../options.js";
import { paintFor, type Paint } from "../paint.js";
import { safe } from "../safe.js";
import { count } from "../words.js";
import { wrap } from "../wrap.js";

/** Everything that is wrong, and how much that is. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], layout: Layout): string {
  if (diagnostics.length === 0) return "";
  const paint = paintFor(layout.color);
  const texts = sorted(diagnostics).map((diagnostic) => diagnosticText(diagnostic, layout, paint));
  const counts = diagnostics.length > 1 ? [countsText(diagnostics, paint)] : [];
  return `${[...texts, ...counts].join("\n\n")}\n`;
}

function countsText(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const errors = diagnostics.filter(isError).length;
  const warnings = diagnostics.length - errors;
  return [
    ...(errors > 0 ? [paint.error(count(errors, "error"))] : []),
    ...(warnings > 0 ? [paint.warning(count(warnings, "warning"))] : []),
  ].join(", ");
}

/** What is wrong, where, the lines around it, and what to do. */
export function diagnosticText(diagnostic: Diagnostic, layout: Layout, paint: Paint): string {
  const { severity, code, message, address, place, hint } = diagnostic;
  const stroke = severity === "error" ? paint.error : paint.warning;
  const [first = "", ...more] = wrap(`${severity}: ${safe(message)}`, layout.width, 2);
  const tag = `[${code}]`;
  const gap = (more.at(-1) ?? first).length + 2 + tag.length > layout.width ? "\n  " : "  ";
  const where = [place && safe(layout.place(place)), address && !message.includes(address) ? safe(address) : undefined];
  const frame = pointsAtText(diagnostic) ? codeFrame(layout.source(place!.file), place!, layout.width - 2) : undefined;
  return [
    [stroke(`${severity}:`) + first.slice(severity.length + 1), ...more].join("\n") + gap + paint.faint(tag),
    ...whereLines(where, paint),
    ...(frame ?? []).map(({ text, marks }) => `  ${marks ? stroke(text) : paint.faint(text)}`),
    ...(hint === undefined ? [] : hintLines(hint, layout.width - 2).map((line) => `  ${paint.hint(line)}`)),
  ].join("\n");
}

/** A line to paste is never broken. */
function hintLines(hint: string, width: number): string[] {
  const whole = `→ ${safe(hint)}`.replace(/export default [^;]+;/g, (line) => line.replaceAll(" ", "\0"));
  return wrap(whole, width, 2).map((line) => line.replaceAll("\0", " "));
}

/** What is about a definition as a whole would only show the line on which that begins. */
const pointsAtText = ({ address, path, place }: Diagnostic): boolean =>
  place !== undefined && (address === undefined || path !== undefined);

function whereLines(parts: readonly (string | undefined)[], paint: Paint): string[] {
  const there = parts.filter((part) => part !== undefined);
  return there.length === 0 ? [] : [`  ${paint.faint("at")} ${there.join(paint.faint(" · "))}`];
}

/** Warnings before errors, so that what stopped the run stands last, next to the prompt; each by place. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = (diagnostic: Diagnostic): number => (diagnostic.severity === "warning" ? 0 : 1);
  return [...diagnostics].sort((a, b) => rank(a) - rank(b) || byPlace(a, b));
}

/** What has no place comes first: it is about the whole. */
function byPlace({ place: a }: Diagnostic, { place: b }: Diagnostic): number {
  if (!a || !b) return (a ? 1 : 0) - (b ? 1 : 0);
  if (a.file !== b.file) return placeText(a) < placeText(b) ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
