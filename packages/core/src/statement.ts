import { isPerEnvironment } from "./environment.js";
import { frozenCopy } from "./freeze.js";
import { stampSite } from "./site.js";
import type { Id } from "./values.js";

const BRAND = Symbol.for("posthog-definitions.statement");

/** Takes over a row that exists already. Harmless when it is left in the files afterwards. */
export interface Adopt {
  /** Tells it from other statements. */
  readonly statement: "adopt";
  /** The definition that shall manage the row: `dashboard.growth`. */
  readonly address: string;
  /** The row's id. */
  readonly id?: Id;
  /** Instead of the id: values of some of the row's fields, by their names in PostHog's API; exactly one row must have them all. */
  readonly lookup?: Readonly<Record<string, string | number | boolean>>;
}

/** A definition was given another key: its row is kept. Harmless when it is left in the files afterwards. */
export interface Moved {
  /** Tells it from other statements. */
  readonly statement: "moved";
  /** The address by which the row is known; with a namespace before the key where it is another one's: `dashboard.web/growth`. */
  readonly from: string;
  /** The address by which it shall be known. */
  readonly to: string;
}

/** A row is let go: it stays as it is, and nobody manages it any more. Harmless when it is left in the files afterwards. */
export interface Forget {
  /** Tells it from other statements. */
  readonly statement: "forget";
  /** The address by which the row is known. */
  readonly address: string;
}

export type Statement = Adopt | Moved | Forget;

/**
 * `export default adopt("dashboard.growth", 4218)`: the next `apply` makes row 4218 the one that this definition manages.
 * Where ids differ between projects, say which row by its fields: `adopt("dashboard.growth", { name: "Growth" })`,
 * or which id in which environment: `adopt("dashboard.growth", perEnvironment({ staging: 17, production: 4218 }))`. In
 * environments that are not named there it does nothing.
 */
export function adopt(address: string, row: Id | Readonly<Record<string, string | number | boolean>>): Adopt {
  const isLookup = typeof row === "object" && !isPerEnvironment(row);
  const which = isLookup ? { lookup: frozenCopy(row) } : { id: row as Id };
  return state({ statement: "adopt", address, ...which } as const, adopt);
}

/**
 * `export default forget("dashboard.old")`, once the definition is gone from the files: the next `apply` takes our mark
 * off its row and leaves the rest as it is.
 */
export function forget(address: string): Forget {
  return state({ statement: "forget", address } as const, forget);
}

/**
 * `export default moved("dashboard.old", "dashboard.new")`: the row of the old key becomes the row of the new one. From
 * another repository with the namespace `web`: `moved("dashboard.web/growth", "dashboard.growth")`; from one without a
 * namespace: `moved("dashboard./growth", …)`.
 */
export function moved(from: string, to: string): Moved {
  return state({ statement: "moved", from, to } as const, moved);
}

function state<T extends Statement>(statement: T, above: unknown): T {
  Object.defineProperty(statement, BRAND, { value: 1, enumerable: false });
  return Object.freeze(stampSite(statement, above));
}

/** Whether a value is a statement about identity, made by this or another copy of this package. */
export function isStatement(value: unknown): value is Statement {
  return typeof value === "object" && value !== null && BRAND in value;
}
