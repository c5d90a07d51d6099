import { frozenCopy } from "./freeze.js";
import type { Definition } from "./definition.js";
import { stampSite } from "./site.js";
import type { Id } from "./values.js";

/**
 * A reference as data: to a definition or managed row by `key`, to any row by its `id`, or to a row found by the value
 * of some of its fields. One of the three is there; a lookup that was settled has its id beside it.
 */
export interface Ref<K extends string = string> {
  /** The kind it points at. */
  readonly $ref: K;
  /** The key of a definition, or of a row that another repository manages. */
  readonly key?: string;
  /** The id of a row, which holds in one project alone. */
  readonly id?: Id;
  /** Values of some of the row's fields, by their names in PostHog's API; exactly one row must have them all. */
  readonly lookup?: Readonly<Record<string, string | number | boolean>>;
}

/** What a field that points at another kind takes: the definition itself, `ref(…)` or `lookup(…)`. */
export type Reference<K extends string> = Definition<K> | Ref<K>;

/**
 * Points at a definition by its key, without importing it: one of this project's files, or a row that another repository
 * manages. It is an error of the plan when neither exists.
 */
export function ref<K extends string>(kind: K, key: string): Ref<K> {
  return Object.freeze(stampSite({ $ref: kind, key }, ref));
}

/**
 * Points at a row that nobody manages, by what it is called in PostHog: `lookup("cohort", { name: "Power users" })`, or
 * by its id: `lookup("cohort", { id: 42 })`, which ties the file to one project. It is an error of the plan when no row
 * or more than one fits. The row is only read, never written.
 */
export function lookup<K extends string>(kind: K, by: Readonly<Record<string, string | number | boolean>>): Ref<K> {
  const { id, ...rest } = by;
  const byId = (typeof id === "number" || typeof id === "string") && Object.keys(rest).length === 0;
  return Object.freeze(stampSite(byId ? { $ref: kind, id } : { $ref: kind, lookup: frozenCopy(by) }, lookup));
}

/** Whether a value is a reference as data. Data of the user's own, such as a JSON schema, may have a `$ref` too, which points at nothing of ours. */
export function isRef(value: unknown): value is Ref {
  if (typeof value !== "object" || value === null) return false;
  const { $ref, key, id, lookup: by } = value as { [K in keyof Ref]?: unknown };
  return typeof $ref === "string" && (key !== undefined || id !== undefined || by !== undefined);
}

/** A reference by what it points at, as a text: `insight.weekly-signups`, `cohort#42`, `cohort{name: "Power users"}`. */
export function refText(ref: Ref): string {
  if (ref.key !== undefined) return `${ref.$ref}.${ref.key}`;
  if (ref.id !== undefined) return `${ref.$ref}#${ref.id}`;
  return lookupText(ref);
}

/** A reference as people know it: of a row that was looked up what they wrote, not the id that it has in one project. */
export const refLabel = (ref: Ref): string =>
  ref.key === undefined && ref.lookup !== undefined ? lookupText(ref) : refText(ref);

function lookupText(ref: Ref): string {
  const fields = Object.entries(ref.lookup ?? {}).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `${ref.$ref}{${fields.join(", ")}}`;
}

/** `<kind>.<key>`, how people name a definition: `feature-flag.new-onboarding`. */
export const addressOf = (of: { readonly kind: string; readonly key: string }): string => `${of.kind}.${of.key}`;

/** The two parts of an address; a key may itself contain dots. */
export function parseAddress(address: string): { kind: string; key: string } | undefined {
  const dot = address.indexOf(".");
  return dot > 0 && dot < address.length - 1 ? { kind: address.slice(0, dot), key: address.slice(dot + 1) } : undefined;
}
