import { catalogue, type CatalogueCode, type CatalogueEntry } from "./catalogue.js";
import type { Path } from "./values.js";

/** A place in a file of the user's. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something to tell the user: what is wrong, where, why, and what to do about it. */
export interface Diagnostic {
  readonly code: CatalogueCode;
  readonly severity: "error" | "warning";
  /** What is wrong, in one sentence, with the names it is about. */
  readonly message: string;
  /** The definition it is about, if one: `dashboard.growth`. */
  readonly address?: string;
  /** Where in that definition. */
  readonly path?: Path;
  /** Where in the files. Filled in from `address` and `path` when it is not known at once. */
  readonly place?: Place;
  /** What to do about it. */
  readonly hint?: string;
}

export const error = (code: CatalogueCode, message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code,
  severity: "error",
  message,
  ...more,
});

export const warning = (code: CatalogueCode, message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code,
  severity: "warning",
  message,
  ...more,
});

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === "error";

/** An error that nothing may be written after. Any other error stops its own address, and what depends on it. */
export const stopsRun = (diagnostic: Diagnostic): boolean =>
  isError(diagnostic) &&
  ((catalogue[diagnostic.code] as CatalogueEntry).only !== "address" || diagnostic.address === undefined);

/** `posthog/growth.ts:4:3` */
export const placeText = (place: Place): string => `${place.file}:${place.line}:${place.column}`;
