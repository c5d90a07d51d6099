import { error, type CatalogueCode, type Diagnostic } from "@posthog-definitions/core";

/** A run cannot go on; the diagnostics say why. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  }
}

/** The user, or whoever runs the process, wants it to end. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

export const problem = (code: CatalogueCode, message: string, more: Partial<Diagnostic> = {}): Problem =>
  new Problem([error(code, message, more)]);
