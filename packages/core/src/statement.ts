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
  readonly id: Id;
}

/** A definition was given another key: its row is kept. Harmless when it is left in the files afterwards. */
export interface Moved {
  /** Tells it from other statements. */
  readonly statement: "moved";
  /** The address by which the row is known. */
  readonly from: string;
  /** The address by which it shall be known. */
  readonly to: string;
}

export type Statement = Adopt | Moved;

/** `export default adopt("dashboard.growth", 4218)`: the next `apply` makes row 4218 the one that this definition manages. */
export function adopt(address: string, id: Id): Adopt {
  return state({ statement: "adopt", address, id } as const, adopt);
}

/** `export default moved("dashboard.old", "dashboard.new")`: the row of the old key becomes the row of the new one. */
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
