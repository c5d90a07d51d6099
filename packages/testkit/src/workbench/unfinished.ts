import type { Diagnostic, Outcome } from "@posthog-definitions/core";

/** What was asked of the workbench did not come about: the definitions are wrong, or not everything was done. */
export class Unfinished extends Error {
  override readonly name = "Unfinished";
}

/** @throws Unfinished when there is anything to complain about. */
export function expectNone(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Unfinished(["The plan has errors:", ...diagnostics.map(line)].join("\n"));
}

/** @throws Unfinished unless everything was done. */
export function expectDone(outcomes: readonly Outcome[]): void {
  const open = outcomes.filter((outcome) => outcome.status !== "done");
  if (open.length === 0) return;
  const told = open.flatMap(({ action, address, status, diagnostics }) => [
    `Not done: ${action} ${address} (${status})`,
    ...diagnostics.map(line),
  ]);
  throw new Unfinished(told.join("\n"));
}

const line = ({ code, message, path }: Diagnostic): string =>
  `  ${code}: ${message}${path ? ` (at ${path.join(".")})` : ""}`;
