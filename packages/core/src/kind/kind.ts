import type { z } from "zod";
import { CONTRACT } from "../contract.js";
import type { Ref } from "../reference.js";
import type { Body, Id, Path, Spec } from "../values.js";
import type { Activity } from "./activity.js";
import type { Api } from "./api.js";
import type { Decoding, Encoding, Facet } from "./facet.js";
import type { Identity } from "./identity.js";

/** What must be known of a kind to refer to its rows. A {@link Kind} is one. */
export interface Target {
  readonly name: string;
  readonly plural: string;
  readonly identity: Identity;
  readonly api: Api<object>;
  /** See {@link Kind.outputs}; only for references that are sent as another output than the id. */
  readonly outputs?: Readonly<Record<string, Output<object>>>;
}

/** A server-unique value beside the identity. */
export interface Unique {
  /** The row's field: `"key"`, `"name"`. */
  readonly field: string;
  /** The spec's field that becomes it; absent where the definition's key does. */
  readonly from?: string;
  /** The server's own comparison. Default: exact. */
  same?(a: string, b: string): boolean;
  /**
   * A row that holds the value and carries no mark at all is taken over without an `adopt` statement: for rows that the
   * server makes by itself, such as events that were ingested. The plan shows it as an adoption. Default: `false`.
   */
  readonly adopts?: boolean;
  /** What a new value means to whoever asks for the old one, as a whole sentence, for plans that rename a row. */
  readonly renamed?: string;
}

/** A field that the server does not change on a row that exists. */
export interface Immutable<Row extends object = object> {
  /** The rows for which this holds. Default: all. */
  when?(row: Row): boolean;
  /**
   * What the plan does about a difference: `replace` deletes the row and makes a new one; `refuse` is an error at the
   * field, for rows that hold more than their definition says.
   */
  readonly then: "replace" | "refuse";
  /** Why, as a whole sentence, for the plan. */
  readonly why: string;
}

/** What {@link Kind.check} may know besides the spec. */
export interface Checking {
  /** What a reference names, in its normal form, where this run defines it; not so for rows that others manage. */
  spec(ref: Ref): Spec | undefined;
}

/** What {@link Kind.settle} is told. */
export interface Settling {
  /** Whether the row's mark says that exactly this definition was applied to it before. */
  readonly applied: boolean;
  /** One warning of the plan, at a path in the spec. */
  warn(path: Path, message: string): void;
}

// As method types, so that a kind of one row is a kind: of these, the tool only ever calls a kind's own with its own rows.
type Members<Row> = { of(row: Row): readonly Id[] }["of"];
type Output<Row> = { of(row: Row, asker: Id | undefined): Id | undefined }["of"];

/** What a key of this kind may look like, beyond what the mark can hold. */
export interface KeyRule {
  readonly pattern: RegExp;
  readonly max: number;
  /** What to tell the user: `"letters, digits, hyphens and underscores"`. */
  readonly allowed: string;
}

/** For kinds that say none. */
export const DEFAULT_KEY_RULE: KeyRule = {
  pattern: /^[a-zA-Z0-9_-]+$/,
  max: 200,
  allowed: "letters, digits, hyphens and underscores",
};

/**
 * A kind of PostHog resource, as a plain object. It is pure: no request, clock, console or randomness. Everything that
 * is optional may be left out; a simple kind is `spec`, `identity`, `api`, `encode` and `decode`.
 *
 * `S` is the spec in its normal form, `Row` the row as the API returns it.
 */
export interface Kind<K extends string = string, S extends object = object, Row extends object = object> {
  /** The version of this contract that the kind was written for; `defineKind` stamps it. A tool refuses one that it does not read. */
  readonly contract: number;
  /** `"feature-flag"`: in addresses, and in plugins' manifests. */
  readonly name: K;
  /** `"feature-flags"`: the folder of its files, and the middle of its mark. */
  readonly plural: string;
  /** One line for lists of kinds. */
  readonly summary: string;
  /**
   * What users write, without `key`, `ignore` and `protect`. Absence is said here: `.default(d)` = absent is d;
   * `.optional()` = absent is none; `unmanaged(x)` = absent is left alone.
   */
  readonly spec: z.ZodObject;
  /** Other names under which a field is accepted (PostHog's wire name beside the alpha's): `{ restriction_level: "restriction" }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /**
   * Short forms: a field that `normalise` writes out at another path, `{ rollout: ["filters", "groups"] }`. Saying both
   * is an error, `ignore` paths may use the short one, and what `check` finds is reported where the user wrote it.
   */
  readonly shorthands?: Readonly<Record<string, readonly string[]>>;
  readonly keyRule?: KeyRule;
  readonly identity: Identity;
  readonly unique?: Unique;
  /** Fields that the server never changes on a row that exists. */
  readonly immutable?: Readonly<Partial<Record<string, Immutable<Row>>>>;
  readonly api: Api<Row>;
  /** Kinds that references of this one may point at, described for where their plugin is not installed. */
  readonly targets?: readonly Target[];
  /**
   * The fields that are no facet, as a body. Total: what is absent is sent as its empty value, so that taking a line out
   * clears it. `undefined` members are left out. References stay in it as data. An update sends the top-level keys in
   * which the body of what is wanted differs from the body of what is there.
   */
  encode(spec: S, at: Encoding<Row>): Body;
  /**
   * Its inverse, in the user's words; gets the row without its mark. Must not throw on what it does not know: rows of
   * others are decoded too. A field that it leaves out (and no facet decodes) counts as absent.
   */
  decode(row: Row, at: Decoding): object;
  readonly facets?: Readonly<Record<string, Facet<unknown, S, Row>>>;
  /** Pure and idempotent; both sides pass through it. For what the server rewrites in ways that have no meaning. */
  normalise?(spec: S): S;
  /** Rules that a schema cannot say. Offline. Lists are in the order in which they were written; paths become places. */
  check?(spec: S, report: (path: Path, message: string, severity?: "error" | "warning") => void, at: Checking): void;
  /**
   * The part of a row's meaning that is ours to compare, given what is wanted: without what the server or others put in
   * and the file does not speak of, such as ids that the server gives to items of a list. Default: all of it. `encode`
   * then takes that from `at.row`, so that a write keeps it.
   */
  ours?(have: S, want: S): S;
  /**
   * What the server cannot be brought to keep: gives `want` back with those parts as they are in `have`, and says so.
   * Runs before the two are compared, for rows that exist.
   */
  settle?(want: S, have: S, at: Settling): S;
  /** List fields that others may join, and who is in them now. `encode` must not touch them. */
  readonly joins?: Readonly<Record<string, Members<Row>>>;
  /**
   * What else than its id a row gives to others: `{ tile: (row, self) => … }` where `self` is the id of the row that asks,
   * `undefined` while that one is being created.
   */
  readonly outputs?: Readonly<Record<string, Output<Row>>>;
  /**
   * Paths of a spec that only an admin of the project may write, where PostHog lets members write others. `doctor` says
   * which of them the owner of the key may not.
   */
  adminOnly?(spec: S): readonly Path[];
  /** What else a change of a field does on the server, in one sentence each, for plans that change it on a row that exists. */
  readonly alongside?: Readonly<Partial<Record<string, string>>>;
  /**
   * Kinds of which the server rewrites rows when one of this kind changes or goes. Where a run changes both, theirs come
   * first, referred to or not: what the server answers to an old version of a row would be a conflict. One of them that
   * fails does not keep this one back.
   */
  readonly rewrites?: readonly string[];
  /** What becomes of a row that is deleted, in one sentence, for plans that delete one: what makes it anew, what is lost. */
  readonly afterRemoval?: string;
  /** The display name of a row, to find namesakes and to speak of rows. */
  title?(row: Row): string | undefined;
  /** Where PostHog's activity log speaks of the rows. Default: it does not, or not so that one could believe it. */
  readonly activity?: Activity<Row>;
  /** The row's page in PostHog, below `/project/{id}/`. */
  url?(row: Row): string;
  /** From the server's `attr` to the user's path, where the two differ. */
  attr?(path: Path): Path;
  /**
   * The shortest input that parses back to this spec, as an engineer would write it; `pull` prints it. It may hold calls of
   * builders (`call(…)`). References and secrets in `spec` are data, and stay. What does not parse back to the same spec is
   * not used. Default: the spec without its defaults.
   */
  shorten?(spec: S): object;
  /**
   * Why PostHog made this row by itself, as a sentence, where it did: `pull` leaves such rows out, unless another row that it
   * writes refers to them. `undefined` for rows that people made.
   */
  generated?(row: Row): string | undefined;
  /** The name under which its package exports the factory. Default: the kind's name in camel case. */
  readonly factory?: string;
  /** Fields, as dotted paths, whose edits the server does not keep, and why. Warned about once, and no difference for ever. */
  readonly notKept?: Readonly<Partial<Record<string, string>>>;
}

/** Stamps a kind with the version of the contract that it was written for. */
export function defineKind<K extends string, S extends object, Row extends object>(
  kind: Omit<Kind<K, S, Row>, "contract" | "facets" | "aliases" | "immutable" | "alongside"> & {
    readonly aliases?: Readonly<Record<string, keyof S & string>>;
    readonly alongside?: Readonly<Partial<Record<keyof S & string, string>>>;
    readonly immutable?: Readonly<Partial<Record<keyof S & string, Immutable<Row>>>>;
    readonly facets?: { readonly [F in keyof S & string]?: Facet<S[F], S, Row> };
  },
): Kind<K, S, Row> {
  return Object.freeze({ ...kind, contract: CONTRACT }) as unknown as Kind<K, S, Row>;
}
