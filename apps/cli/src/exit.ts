import { catalogue, exitPrecedence, isError, type Diagnostic, type Report } from "@posthog-definitions/core";

/** The exit codes that are about a run rather than about a diagnostic. */
export const Exit = { ok: 0, pending: 4, partly: 8, cancelled: 130 } as const;

/** Of all codes that hold, the one that comes first; 0 where none does. */
export function exitCodeOf(diagnostics: readonly Diagnostic[], also: readonly number[] = []): number {
  const holding = new Set<number>([...diagnostics.filter(isError).map(({ code }) => catalogue[code].exit), ...also]);
  return exitPrecedence.find((code) => holding.has(code)) ?? Exit.ok;
}

/** What a report adds to the codes of its diagnostics. */
export function reportCodes({ outcomes, cancelled }: Report): number[] {
  if (cancelled) return [Exit.cancelled];
  if (outcomes.every(({ status }) => status === "done")) return [];
  const wrote = outcomes.some(({ status }) => status === "done" || status === "partly");
  return wrote ? [Exit.partly] : [catalogue["request-refused"].exit];
}
