import type { Ref } from "../reference.js";
import type { Body, Id, Path } from "../values.js";
import type { Side } from "./api.js";

/** The world as `decode` may see it: ids become references. */
export interface Decoding {
  /**
   * The definition whose row has this id, or else a reference by id. Given the name of an output, `id` is what the row
   * gives as that: then it is a reference by the row's own id, or by `id` where no known row gives it. Never fails.
   *
   * @calledBy you, in `decode`, for every id of another row.
   * @otherwise it never throws; a reference by `id` for what no definition of this run stands for.
   */
  ref<K extends string>(kind: K, id: Id, out?: string): Ref<K>;
  /**
   * Whether a reference is to a row that carries a mark of ours.
   *
   * @calledBy you, in a facet's `decode` or `ours`; only of kinds that the facet `knows`.
   * @otherwise `false` for kinds that were not read.
   */
  managed(ref: Ref): boolean;
  /**
   * A collection that was read whole, once per run.
   *
   * @calledBy you, in a facet, for collections that it `uses`.
   * @otherwise an empty list for one that is not in `uses`.
   */
  side<R extends object>(side: Side<R>): readonly R[];
}

/** The world as `encode` may see it. References stay data in what it returns. */
export interface Encoding<Row> {
  /**
   * @readBy you, in `encode`.
   */
  readonly key: string;
  /**
   * The live row; `undefined` while creating. For what the server owns inside a value that is replaced whole.
   *
   * @readBy you, in `encode`; without its mark.
   */
  readonly row: Row | undefined;
  /**
   * As in {@link Decoding}: whose row has this id, so that an id in the live row can be told to be what a wanted reference
   * points at. Absent where no row is known, as while creating in a test of a kind alone.
   *
   * @calledBy you, in `encode`.
   * @otherwise absent where a kind is tested alone.
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
  /**
   * The value on a row that was created a moment ago, under this key. Called by the planner for rows that do not exist yet.
   *
   * @calledBy the planner, for a row that is to be created: the steps of the plan lead from here.
   * @must be pure, and say what a new row has whatever the file wants.
   * @otherwise another value than PostHog gives a new row: steps too many or too few; the round after the creation
   * mends the latter.
   */
  fresh(spec: S, at: { readonly key: string }): V;
  /**
   * The value of a live row, in the user's words. Must not throw on what it does not know.
   *
   * @calledBy as `Kind.decode`.
   * @must as `Kind.decode`.
   * @otherwise as `Kind.decode`.
   */
  decode(row: Row, at: Decoding): V;
  /**
   * Further fields that this facet writes, decoded by the kind itself. `encode` must leave them out.
   *
   * @readBy the planner: a difference in one of these calls `write` too.
   * @otherwise left out where it is needed: their edits send nothing, `plugin-defect`.
   */
  readonly also?: readonly string[];
  /**
   * Collections that `decode` reads.
   *
   * @readBy the executor, which reads them whole, once per run, where a definition of the kind is there.
   * @otherwise left out: `at.side` is empty, and everything looks unlinked.
   */
  readonly uses?: readonly Side<object>[];
  /**
   * Whether parts of the value carry marks of their own, as the texts of a dashboard. Default: `false`.
   *
   * @readBy the planner: `write` is called for a row that is adopted, with `adopts`, also where nothing differs.
   * @otherwise left out: such parts are not found again once their content has changed.
   */
  readonly marks?: true;
  /**
   * Kinds whose rows must be known, so that `decode` can tell which are managed.
   *
   * @readBy the executor, which reads the rows of these kinds too.
   * @otherwise left out: `at.managed` is `false`, and `at.ref` gives references by id.
   */
  readonly knows?: readonly string[];
  /**
   * Where others may put things too: the part of `have` that is ours to compare. Default: all of it.
   *
   * @calledBy the planner, for each row that exists whose definition says something of the field.
   * @must be pure, and give a part of `have`.
   * @otherwise as `Kind.ours`.
   */
  ours?(have: V, want: V, at: Decoding): V;
  /**
   * Fields of other definitions that this one decides, because on the server they are the same thing.
   *
   * @calledBy the planner, for all definitions, before any is compared.
   * @must be pure.
   * @otherwise a field left out: two definitions write it in turn, and neither is ever at rest. One too many: edits
   * of the other's file are ignored there.
   */
  governs?(spec: S): readonly Governed[];
  /**
   * The way from `have` to `want`. Pure, and empty when the two are the same, but for `marks`. Steps are taken in order.
   *
   * @calledBy the planner, where the field, or one of `also`, differs; for a row that is adopted, where the facet `marks`;
   * for a new row with `have` as `fresh` says; in each round again.
   * @must be pure; give nothing where `want` and `have` are the same; lead from any `have` on, since the last run
   * may have been cut off anywhere; or `refuse`.
   * @otherwise no step for a difference: `plugin-defect`. The same step due again in the next round: `not-kept`.
   */
  write(change: FacetChange<V, S, Row>): readonly Step[];
}

/** A field of another definition that this one decides. */
export interface Governed {
  /**
   * @readBy the planner.
   * @otherwise a reference that leads nowhere governs nothing.
   */
  readonly of: Ref;
  /**
   * A dotted path in the other's spec: `active`, `filters.holdout`.
   *
   * @readBy the planner, which takes the live value of it into what the other's file wants.
   * @otherwise a field that the other does not have governs nothing.
   */
  readonly field: string;
  /**
   * What it is when the other's row is created. Default: what the other's own definition says.
   *
   * @readBy the planner, for the POST of the other's row.
   */
  readonly value?: unknown;
}

export interface FacetChange<V, S, Row> {
  /**
   * @readBy you, in `write`: in its normal form, with what is left alone filled in.
   */
  readonly want: V;
  /**
   * @readBy you, in `write`: of the live row, or what `fresh` gives.
   */
  readonly have: V;
  /**
   * @readBy you, in `write`: the whole wanted spec.
   */
  readonly spec: S;
  /**
   * @readBy you, in `write`; `undefined` for one that is to be created.
   */
  readonly row: Row | undefined;
  /**
   * @readBy you, in `write`.
   */
  readonly at: Decoding;
  /**
   * The row is being taken over by `adopt`: what the facet `marks` gets its mark now, although it means what it meant.
   *
   * @readBy you, in `write` of a facet that `marks`; absent for every other change.
   * @otherwise as `marks`.
   */
  readonly adopts?: true;
  /**
   * Refuse, at a path inside this field: an error with its place, and nothing of this row is written.
   *
   * @calledBy you, in `write`, where there is no way.
   * @otherwise an error `refused` at the field: nothing of this row is written, everything else goes on.
   */
  refuse(path: Path, why: string): void;
  /**
   * A remark for the plan about what the way does besides: "clears the start date and the conclusion".
   *
   * @calledBy you, in `write`.
   * @otherwise a line of the plan.
   */
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
  /**
   * @readBy the planner, for the order; the executor, which fills it in.
   * @otherwise an output that the kind does not have: the request fails.
   */
  readonly out?: string;
  /**
   * @readBy the executor.
   */
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
