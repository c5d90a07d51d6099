import type { Ref } from "../reference.js";
import type { Body, Id, Path } from "../values.js";
import type { Side } from "./api.js";

/** The world as `decode` may see it: ids become references. */
export interface Decoding {
  /**
   * The definition whose row has this id, or else a reference by id. Given the name of an output, `id` is what the row
   * gives as that: then it is a reference by the row's own id, or by `id` where no known row gives it. Never fails.
   */
  ref<K extends string>(kind: K, id: Id, out?: string): Ref<K>;
  /** Whether a reference is to a row that carries a mark of ours. */
  managed(ref: Ref): boolean;
  /** A collection that was read whole, once per run. */
  side<R extends object>(side: Side<R>): readonly R[];
}

/** The world as `encode` may see it. References stay data in what it returns. */
export interface Encoding<Row> {
  readonly key: string;
  /** The live row; `undefined` while creating. For what the server owns inside a value that is replaced whole. */
  readonly row: Row | undefined;
  /**
   * As in {@link Decoding}: whose row has this id, so that an id in the live row can be told to be what a wanted reference
   * points at. Absent where no row is known, as while creating in a test of a kind alone.
   */
  ref?<K extends string>(kind: K, id: Id): Ref<K>;
}

/**
 * Most fields of a kind travel together, in the body of one request. A facet is a field that does not: the POST ignores
 * it, or it is changed by a call of its own, or it lives in other rows.
 *
 * A facet describes, the executor sends. Nothing is remembered: what differs after an interrupted run is due in the next.
 */
export interface Facet<V, S, Row> {
  /** The value on a row that was created a moment ago. Called by the planner for rows that do not exist yet. */
  fresh(spec: S, at: { readonly key: string }): V;
  /** The value of a live row, in the user's words. Must not throw on what it does not know. */
  decode(row: Row, at: Decoding): V;
  /** Further fields that this facet writes, decoded by the kind itself. `encode` must leave them out. */
  readonly also?: readonly string[];
  /** Collections that `decode` reads. */
  readonly uses?: readonly Side<object>[];
  /** Kinds whose rows must be known, so that `decode` can tell which are managed. */
  readonly knows?: readonly string[];
  /** Where others may put things too: the part of `have` that is ours to compare. Default: all of it. */
  ours?(have: V, want: V, at: Decoding): V;
  /** Fields of other definitions that this one decides, because on the server they are the same thing. */
  governs?(spec: S): readonly Governed[];
  /** The way from `have` to `want`. Pure, and empty when the two are the same. Steps are taken in order. */
  write(change: FacetChange<V, S, Row>): readonly Step[];
}

/** A field of another definition that this one decides. */
export interface Governed {
  readonly of: Ref;
  /** A dotted path in the other's spec: `active`, `filters.holdout`. */
  readonly field: string;
  /** What it is when the other's row is created. Default: what the other's own definition says. */
  readonly value?: unknown;
}

export interface FacetChange<V, S, Row> {
  readonly want: V;
  readonly have: V;
  readonly spec: S;
  readonly row: Row | undefined;
  readonly at: Decoding;
  /** Refuse, at a path inside this field: an error with its place, and nothing of this row is written. */
  refuse(path: Path, why: string): void;
  /** A remark for the plan about what the way does besides: "clears the start date and the conclusion". */
  note(text: string): void;
}

/** What a write can be. A facet of anybody's own is a function that returns these. */
export type Step =
  /** Fields of this row's own body. They travel with whatever else the row has to say, in one PATCH; never in the POST. */
  | { readonly step: "fields"; readonly body: Body }
  /** This row's id in a list field that another row keeps open (`joins`). Travels in that row's POST or PATCH. */
  | { readonly step: "join"; readonly into: Ref; readonly field: string }
  /** A call of its own: below this row's URL, or on a side collection. */
  | {
      readonly step: "call";
      readonly method: "POST" | "PATCH" | "DELETE";
      readonly of: "row" | Side<object>;
      /** Below the row's URL (`"launch/"`) or the side's path (`"<link id>/"`, or nothing for the collection). */
      readonly path: string;
      readonly body?: Body;
      /** Rows whose own creation or update in this plan has to be done first, beside those that the body refers to. */
      readonly after?: readonly Ref[];
    };

/**
 * Where an id, known only when it is about to be sent, will stand in a body. A plain {@link Ref} stands for the row's id;
 * `out` names another output of that kind; `as: "string"` sends it as text.
 */
export interface Hole extends Ref {
  readonly out?: string;
  readonly as?: "string";
}

/**
 * An object in a body whose names are ids too, or may be: `named([[variable, { … }]])` is sent as `{ "<its id>": { … } }`.
 */
export const named = (entries: readonly (readonly [string | Hole, unknown])[]): Named => ({ $named: entries });
export interface Named {
  readonly $named: readonly (readonly [string | Hole, unknown])[];
}
export const isNamed = (value: object): value is Named => Array.isArray((value as Partial<Named>).$named);

/** This row's own id, in a body of its own. */
export const self = { $self: true } as const;

export const fields = (body: Body): Step => ({ step: "fields", body });
export const join = (into: Ref, field: string): Step => ({ step: "join", into, field });
