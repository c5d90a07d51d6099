import type { CatalogueCode } from "@posthog-definitions/core";

/** What came of looking at one thing. `code` says what kind of mistake a failed one is. */
export type Check = { readonly name: string; readonly message: string; readonly hint?: string } & (
  { readonly status: "ok" | "unknown" } | { readonly status: "failed"; readonly code: CatalogueCode }
);

export const ok = (name: string, message: string): Check => ({ name, status: "ok", message });

export const unknown = (name: string, message: string, hint?: string): Check => ({
  name,
  status: "unknown",
  message,
  ...(hint === undefined ? {} : { hint }),
});

export const failed = (name: string, code: CatalogueCode, message: string, hint?: string): Check => ({
  name,
  status: "failed",
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
});
