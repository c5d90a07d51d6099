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
  /**
   * @readBy the registry, where a reference names a kind that is not installed.
   * @otherwise references to it find no rows: `reference-not-found`, `lookup-not-found`.
   */
  readonly name: string;
  /**
   * @readBy the identity, to read the marks of rows.
   * @otherwise its rows look like nobody's, and references by key find none.
   */
  readonly plural: string;
  /**
   * @readBy the planner, to know which rows are managed under which key.
   * @otherwise its rows look like nobody's, and references by key find none.
   */
  readonly identity: Identity;
  /**
   * @readBy the executor, which reads the rows that are referred to; nothing of it is ever written.
   * @otherwise the list fails, and with it the plan: `request-refused`.
   */
  readonly api: Api<object>;
  /**
   * See {@link Kind.outputs}; only for references that are sent as another output than the id.
   *
   * @readBy the planner and the executor, as those of a kind.
   * @otherwise as `Kind.outputs`.
   */
  readonly outputs?: Readonly<Record<string, Output<object>>>;
}

/** A server-unique value beside the identity. */
export interface Unique {
  /**
   * The row's field: `"key"`, `"name"`.
   *
   * @readBy the planner: before a row is created or takes another value, for namesakes; and for the key's own field
   * in the body.
   * @otherwise a value that is taken is noticed by PostHog alone, in the middle of an apply: `request-refused`.
   */
  readonly field: string;
  /**
   * The spec's field that becomes it; absent where the definition's key does.
   *
   * @readBy the planner, for the wanted value; `resolve`, for two definitions with one value (`duplicate-unique`).
   * @otherwise the key is sent as the value of `field`.
   */
  readonly from?: string;
  /**
   * The server's own comparison. Default: exact.
   *
   * @calledBy the planner, with the value of each row and the wanted one.
   * @must compare as PostHog does: case, spaces.
   * @otherwise `false` for what PostHog takes for the same: as a wrong `field`. `true` for what it keeps apart: a
   * plan that stops without need.
   */
  same?(a: string, b: string): boolean;
  /**
   * A row that holds the value and carries no mark at all is taken over without an `adopt` statement: for rows that the
   * server makes by itself, such as events that were ingested. The plan shows it as an adoption. Default: `false`.
   *
   * @readBy the planner, for definitions without a row.
   * @otherwise rows of strangers are taken over without a word from anybody.
   */
  readonly adopts?: boolean;
  /**
   * What a new value means to whoever asks for the old one, as a whole sentence, for plans that rename a row.
   *
   * @readBy the planner, for a warning in a plan in which the value changes.
   * @otherwise the plan says something wrong; nothing else depends on it.
   */
  readonly renamed?: string;
}

/** A field that the server does not change on a row that exists. */
export interface Immutable<Row extends object = object> {
  /**
   * The rows for which this holds. Default: all.
   *
   * @calledBy the planner, for a row that exists and differs in the field.
   * @must tell by the row alone.
   * @otherwise `true` where the server would have changed it: rows are replaced, or refused, without need. `false`
   * where it does not: `not-kept` after the apply.
   */
  when?(row: Row): boolean;
  /**
   * What the plan does about a difference: `replace` deletes the row and makes a new one; `refuse` is an error at the
   * field, for rows that hold more than their definition says.
   *
   * @readBy the planner.
   * @otherwise `replace` for rows that hold more than the definition says: that is lost.
   */
  readonly then: "replace" | "refuse";
  /**
   * Why, as a whole sentence, for the plan.
   *
   * @readBy the planner, in the plan's notes and the error's text.
   * @otherwise the plan says something wrong; nothing else depends on it.
   */
  readonly why: string;
}

/** What {@link Kind.check} may know besides the spec. */
export interface Checking {
  /**
   * What a reference names, in its normal form, where this run defines it; not so for rows that others manage.
   *
   * @calledBy you, in `check`.
   * @otherwise it never throws; `undefined` for what this run does not define.
   */
  spec(ref: Ref): Spec | undefined;
}

/** What {@link Kind.settle} is told. */
export interface Settling {
  /**
   * Whether the row's mark says that exactly this definition was applied to it before.
   *
   * @readBy you, in `settle`: what was applied and is not there is not kept.
   */
  readonly applied: boolean;
  /**
   * One warning of the plan, at a path in the spec.
   *
   * @calledBy you, in `settle`.
   * @otherwise a warning `not-supported`; it stops nothing.
   */
  warn(path: Path, message: string): void;
}

// As method types, so that a kind of one row is a kind: of these, the tool only ever calls a kind's own with its own rows.
type Members<Row> = { of(row: Row): readonly Id[] }["of"];
type Output<Row> = { of(row: Row, asker: Id | undefined): Id | undefined }["of"];

/** What a key of this kind may look like, beyond what the mark can hold. */
export interface KeyRule {
  /**
   * @readBy `resolve`, for each definition; `pull`, for keys that it makes up.
   * @otherwise keys that PostHog or the mark cannot hold come through, and rows are lost from sight.
   */
  readonly pattern: RegExp;
  /**
   * @readBy as `pattern`; the mark's room counts besides.
   * @otherwise as `pattern`.
   */
  readonly max: number;
  /**
   * What to tell the user: `"letters, digits, hyphens and underscores"`.
   *
   * @readBy `resolve`, in the text of `invalid-key`.
   * @otherwise the error says something wrong; nothing else depends on it.
   */
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
  /**
   * The version of this contract that the kind was written for; `defineKind` stamps it.
   *
   * @readBy the registry, before anything else of the kind.
   * @otherwise a version that the tool does not read: `plugin-contract`, exit 5.
   */
  readonly contract: number;
  /**
   * `"feature-flag"`: in addresses, and in plugins' manifests.
   *
   * @readBy everything; it has to be the one that the factory was made with, and that `package.json` declares.
   * @otherwise another than the manifest's: `plugin-broken`. Another plugin's: `plugin-conflict`. Another than the
   * factory's: `plugin-missing`.
   */
  readonly name: K;
  /**
   * `"feature-flags"`: the folder of its files, and the middle of its mark.
   *
   * @readBy the identity, as the middle of marks; `pull`, as the folder.
   * @otherwise small letters and hyphens alone: of others, no mark is found again. Changed in a new version: every
   * row looks like nobody's.
   */
  readonly plural: string;
  /**
   * One line for lists of kinds.
   *
   * @readBy `kinds`, and the reference pages.
   */
  readonly summary: string;
  /**
   * What users write, without `key`, `ignore` and `protect`. Absence is said here: `.default(d)` = absent is d;
   * `.optional()` = absent is none; `unmanaged(x)` = absent is left alone.
   *
   * @readBy `resolve`, which makes it strict and parses every definition with it; the planner, which reads off it
   * what is left alone; `pull`; the testkit, which generates from it.
   * @otherwise what it lets through, `encode` has to send; what it refuses, nobody can write: `invalid-field` with a
   * place. A default that is not the server's, and that `encode` does not send, breaks law 5.
   */
  readonly spec: z.ZodObject;
  /**
   * Other names under which a field is accepted (PostHog's wire name beside the alpha's): `{ restriction_level: "restriction" }`.
   *
   * @readBy `resolve`, before it parses; the planner, to speak of a field as the user wrote it.
   * @otherwise both names at once: `alias-conflict`.
   */
  readonly aliases?: Readonly<Record<string, string>>;
  /**
   * Short forms: a field that `normalise` writes out at another path, `{ rollout: ["filters", "groups"] }`. Saying both
   * is an error, `ignore` paths may use the short one, and what `check` finds is reported where the user wrote it.
   *
   * @readBy `resolve`; the planner, to speak of a field as the user wrote it.
   * @otherwise both at once: `alias-conflict`. Where `normalise` does not do what it promises: `unknown-field`, or a
   * difference for ever.
   */
  readonly shorthands?: Readonly<Record<string, readonly string[]>>;
  /**
   * @readBy `resolve`, for each definition; `pull`, for keys that it makes up.
   * @otherwise a key that it does not allow: `invalid-key`.
   */
  readonly keyRule?: KeyRule;
  /**
   * @readBy the planner, for every row that was read and every body that is sent.
   * @otherwise as each of its members says.
   */
  readonly identity: Identity;
  /**
   * @readBy the planner, before a row is created or renamed.
   * @otherwise as each of its members says.
   */
  readonly unique?: Unique;
  /**
   * Fields that the server never changes on a row that exists.
   *
   * @readBy the planner, for differences on rows that exist.
   * @otherwise absent where it is needed: the apply ends with `not-kept`, since the row is as before.
   */
  readonly immutable?: Readonly<Partial<Record<string, Immutable<Row>>>>;
  /**
   * @readBy the executor, for every request; the planner, for bodies and forecasts.
   * @otherwise as each of its members says.
   */
  readonly api: Api<Row>;
  /**
   * Kinds that references of this one may point at, described for where their plugin is not installed.
   *
   * @readBy the registry, for references to kinds that are not installed.
   * @otherwise absent where it is needed: `lookup` and `ref` to that kind work only with its plugin installed.
   */
  readonly targets?: readonly Target[];
  /**
   * The fields that are no facet, as a body. Total: what is absent is sent as its empty value, so that taking a line out
   * clears it. `undefined` members are left out. References stay in it as data. An update sends the top-level keys in
   * which the body of what is wanted differs from the body of what is there.
   *
   * @calledBy the planner: for a new row once; for an update twice, with what is wanted and with what is there, and
   * the difference is sent; before a `forget` or soft deletion where the API has `always`; while planning the next
   * round again.
   * @must be pure and total; not write the mark; leave facets' fields out, and keep references and secrets as they
   * are.
   * @otherwise what is left out cannot be cleared: laws 3 and 5, `plugin-defect` where there is a difference and
   * nothing to send. A member that PostHog does not know is ignored by it, mostly in silence: `not-kept`.
   */
  encode(spec: S, at: Encoding<Row>): Body;
  /**
   * Its inverse, in the user's words; gets the row without its mark. Must not throw on what it does not know: rows of
   * others are decoded too. A field that it leaves out (and no facet decodes) counts as absent.
   *
   * @calledBy the planner, for every row that a definition is compared with, before and after each write; `pull`,
   * for every row that it writes a file of.
   * @must be pure; take anything for a row but the lack of an id; give values in the form that the schema gives.
   * @otherwise a value in another form than the schema's: a difference for ever, which law 1 finds, and in a pull
   * `row-left-out`. Members that the schema does not have are compared too.
   */
  decode(row: Row, at: Decoding): object;
  /**
   * @readBy the planner, by field: `encode` and `decode` leave these to them.
   * @otherwise a field that neither a facet nor `decode` gives counts as absent.
   */
  readonly facets?: Readonly<Record<string, Facet<unknown, S, Row>>>;
  /**
   * Pure and idempotent; both sides pass through it. For what the server rewrites in ways that have no meaning.
   *
   * @calledBy `resolve`, on what the schema gives; the planner, on what `decode` and the facets give.
   * @must be pure and idempotent, and take what `decode` gives of any row, a stranger's with junk in it too.
   * @otherwise where it is not idempotent, law 1 fails; where it makes two things one that PostHog keeps apart, an
   * edit is no difference; where a loop trusts what stands in a row, a plan may never end.
   */
  normalise?(spec: S): S;
  /**
   * Rules that a schema cannot say. Offline. Lists are in the order in which they were written; paths become places.
   *
   * @calledBy `resolve`, once for each definition whose fields the schema takes; offline.
   * @must report instead of throwing; not decide by anything but its arguments.
   * @otherwise what it reports is `invalid-field` at that place, and as an error stops the run before anything is
   * sent.
   */
  check?(spec: S, report: (path: Path, message: string, severity?: "error" | "warning") => void, at: Checking): void;
  /**
   * The part of a row's meaning that is ours to compare, given what is wanted: without what the server or others put in
   * and the file does not speak of, such as ids that the server gives to items of a list. Default: all of it. `encode`
   * then takes that from `at.row`, so that a write keeps it.
   *
   * @calledBy the planner, for each row that exists, before the comparison.
   * @must be pure, and give a part of `have`.
   * @otherwise too little: edits show no difference. Too much: what others put in is a difference, and is written
   * over.
   */
  ours?(have: S, want: S): S;
  /**
   * What the server cannot be brought to keep: gives `want` back with those parts as they are in `have`, and says so.
   * Runs before the two are compared, for rows that exist.
   *
   * @calledBy the planner, for each row that exists, after what is left alone was filled in.
   * @must be pure; take from `have` nothing but what cannot be had, and `warn` of each.
   * @otherwise `want` as it was although the server does not keep it: `not-kept` in each apply. `have` where the
   * server would keep it: an edit never arrives.
   */
  settle?(want: S, have: S, at: Settling): S;
  /**
   * List fields that others may join, and who is in them now. `encode` must not touch them.
   *
   * @readBy the planner, for steps `join` of other kinds' facets; the executor, which calls it on a row read a
   * moment before the PATCH.
   * @otherwise a `join` into a field that is not here: `not-managed`. Members left out are taken out of the list
   * by the next join.
   */
  readonly joins?: Readonly<Record<string, Members<Row>>>;
  /**
   * What else than its id a row gives to others: `{ tile: (row, self) => … }` where `self` is the id of the row that asks,
   * `undefined` while that one is being created.
   *
   * @readBy the executor, when a body with such a hole is about to be sent; the planner, for which row gives a
   * value.
   * @otherwise `undefined`: the request that needs it fails, and what depends on it is skipped.
   */
  readonly outputs?: Readonly<Record<string, Output<Row>>>;
  /**
   * Paths of a spec that only an admin of the project may write, where PostHog lets members write others. `doctor` says
   * which of them the owner of the key may not.
   *
   * @calledBy `doctor`, once for each definition.
   * @must be pure.
   * @otherwise `doctor` warns of too much or too little; nothing else depends on it.
   */
  adminOnly?(spec: S): readonly Path[];
  /**
   * What else a change of a field does on the server, in one sentence each, for plans that change it on a row that exists.
   *
   * @readBy the planner, for the notes of a plan that changes the field on a row that exists.
   * @otherwise the plan says something wrong; nothing else depends on it.
   */
  readonly alongside?: Readonly<Partial<Record<string, string>>>;
  /**
   * Kinds of which the server rewrites rows when one of this kind changes or goes. Where a run changes both, theirs come
   * first, referred to or not. One of them that fails does not keep this one back.
   *
   * @readBy the planner, for the order of requests.
   * @otherwise left out: what the server answers to an old version of the other row is a conflict, which the next apply
   * does not meet again.
   */
  readonly rewrites?: readonly string[];
  /**
   * What becomes of a row that is deleted, in one sentence, for plans that delete one: what makes it anew, what is lost.
   *
   * @readBy the planner, for the notes of a plan that deletes or replaces a row.
   * @otherwise the plan says something wrong; nothing else depends on it.
   */
  readonly afterRemoval?: string;
  /**
   * The display name of a row, to find namesakes and to speak of rows.
   *
   * @calledBy the planner, for each row and, with the wanted spec, for each row about to be created; `pull`, for
   * keys and names of files.
   * @must take a spec where the tool has no row yet; give a text or `undefined`.
   * @otherwise no title: namesakes are not noticed (`same-name`), and pulled files are named by id.
   */
  title?(row: Row): string | undefined;
  /**
   * Where PostHog's activity log speaks of the rows. Default: it does not, or not so that one could believe it.
   *
   * @readBy the executor, after the plan is made, for rows that drifted.
   * @otherwise left out: plans name nobody. Wrong: they name somebody else, which law 4 finds.
   */
  readonly activity?: Activity<Row>;
  /**
   * The row's page in PostHog, below `/project/{id}/`.
   *
   * @calledBy the planner and the executor, for each row that they speak of.
   * @must give a path without a slash before it.
   * @otherwise a link that leads nowhere; nothing else depends on it.
   */
  url?(row: Row): string;
  /**
   * From the server's `attr` to the user's path, where the two differ.
   *
   * @calledBy the executor, when PostHog refuses a body and names the place.
   * @must give a path in the user's spec.
   * @otherwise a path that the schema does not have: the error stands without a place.
   */
  attr?(path: Path): Path;
  /**
   * The shortest input that parses back to this spec, as an engineer would write it; `pull` prints it. It may hold calls of
   * builders (`call(…)`). References and secrets in `spec` are data, and stay. What does not parse back to the same spec is
   * not used. Default: the spec without its defaults.
   *
   * @calledBy `pull`, as the first form that it tries.
   * @must be pure; keep references and secrets as they are.
   * @otherwise what does not parse back to the same spec is not used; `pull` takes the spec without its defaults,
   * then the whole spec. Law 8 says when that happens.
   */
  shorten?(spec: S): object;
  /**
   * Why a row is not for the files of this project, as a sentence: PostHog made it by itself, or it belongs to others too.
   * `pull` leaves such rows out, unless another row that it writes refers to them. `undefined` for rows that people made here.
   *
   * @calledBy `pull`, for each row without our mark.
   * @must tell by the row alone.
   * @otherwise rows of people left out, or drafts of PostHog's written as files.
   */
  generated?(row: Row): string | undefined;
  /**
   * The name under which its package exports the factory. Default: the kind's name in camel case.
   *
   * @readBy `pull`, for the import in the files that it writes.
   * @otherwise a name that the package does not export: the files do not load.
   */
  readonly factory?: string;
  /**
   * Fields, as dotted paths, whose edits the server does not keep, and why. Warned about once, and no difference for ever.
   *
   * @readBy `resolve`, which warns (`not-supported`); the testkit, which does not put these fields to the laws.
   * @otherwise absent where it is needed: `not-kept` in each apply.
   */
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
