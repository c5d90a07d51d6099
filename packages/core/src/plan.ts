import type { Diagnostic, Place } from "./diagnostic.js";
import type { Ref } from "./reference.js";
import type { Body, Id, Path } from "./values.js";

/** What a change does to a row. `replace` deletes it and makes a new one. */
export type Action = "create" | "update" | "replace" | "adopt" | "move" | "delete" | "forget";

/**
 * Who made a difference, as far as the hash in the mark can tell: `drift` in PostHog since the last apply, `file` in the
 * definition, `unknown` when both may have, or when the row was written by another tool.
 */
export type Origin = "drift" | "file" | "unknown";

/** Who made a difference in PostHog, by its activity log. */
export interface Author {
  /** The first name of whoever changed it last, else the e-mail address. */
  readonly by: string;
  /** When: PostHog's date, ISO 8601 in UTC. */
  readonly at: string;
  /** How many other people changed what differs since it was as the file says. Absent: none, or not known. */
  readonly others?: number;
}

/** One field that will change, in the user's words. */
export interface FieldChange {
  /** Inside the spec: `["tiles", "insight.weekly-signups", "layout", "x"]`. */
  readonly path: Path;
  /** `undefined` = absent. A secret stands as `{ $env }` or `{ $secret: true }`. */
  readonly before: unknown;
  readonly after: unknown;
  /** For `adopt`: the file does not name this field, and so it goes back to its default. */
  readonly unnamed?: true;
}

/** One definition that differs from its row, or has none. */
export interface Change {
  readonly address: string;
  readonly kind: string;
  readonly key: string;
  readonly action: Action;
  readonly fields: readonly FieldChange[];
  readonly origin: Origin;
  /** For `drift`. Absent where PostHog's log cannot tell, or may not be read. */
  readonly changedBy?: Author;
  /** For `create`, there is none; for `replace`, that of the row that goes. */
  readonly id?: Id;
  /** The row's page in PostHog. */
  readonly url?: string;
  readonly place?: Place;
  /** For `move`: the address that the row's mark still carries. */
  readonly from?: string;
  /** For `delete` and `forget`: what the row is called in PostHog. */
  readonly title?: string;
  /** What a reader should know besides the fields: "also adds dashboard 12 to this insight". */
  readonly notes: readonly string[];
}

/** A managed row that no definition names. Never touched unless prune is asked for. */
export interface Orphan {
  readonly address: string;
  readonly kind: string;
  readonly id: Id;
  readonly title?: string;
  readonly url?: string;
}

/** One request that the plan would send. Ids that are not known yet stand as references in `body`. */
export interface PlannedRequest {
  /** Unique in the plan, and readable: `create dashboard.growth`. */
  readonly name: string;
  readonly address: string;
  readonly verb: "create" | "update" | "call" | "delete" | "forget";
  readonly method: "POST" | "PATCH" | "DELETE";
  /** Below the row's URL for calls on the row, below the side collection's path for others; empty otherwise. */
  readonly path: string;
  /** For a call on a side collection: its path. */
  readonly side?: string;
  readonly body: Body;
  /** Rows that this request puts into one of this row's list fields. */
  readonly joins: readonly { readonly field: string; readonly ref: Ref }[];
  /** Names of requests that come first. */
  readonly after: readonly string[];
  /** Those of `after` whose failure takes only their own join out of this request. */
  readonly joiners: readonly string[];
  readonly limit: "crud" | "analytics";
}

/** What `apply` would do. Plain data: it can be printed, saved and compared. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly requests: readonly PlannedRequest[];
  /** Addresses that are as they should be. */
  readonly unchanged: readonly string[];
  readonly orphans: readonly Orphan[];
  /** With an error among them, the plan cannot be applied. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What became of one change. */
export interface Outcome {
  readonly address: string;
  readonly action: Action;
  /** `partly`: some of its requests worked; the next apply takes it up there. */
  readonly status: "done" | "failed" | "partly" | "not-tried";
  readonly id?: Id;
  readonly url?: string;
  /** Why it failed or was not tried; what PostHog did not keep. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What `apply` did. */
export interface Report {
  readonly outcomes: readonly Outcome[];
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly cancelled: boolean;
}
