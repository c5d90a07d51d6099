import type { z } from "zod";
import { isRef, type Ref } from "../reference.js";
import { isSecret, sameSecret } from "../secret.js";
import { isPlain, own, type Path } from "../values.js";
import { fieldOf, itemName, objectIn } from "./schema.js";

/**
 * The same meaning: the order of members does not count, an absent member and one that is `undefined` are the same,
 * references are equal when they point at the same thing (by key, by id, or by lookup where one has no id), secrets when
 * their content is. `-0` is `0`: no body can say it otherwise.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isSecret(a) || isSecret(b)) return isSecret(a) && isSecret(b) && sameSecret(a, b);
  if (isRef(a) && isRef(b)) return sameTarget(a, b) && sameMembers(a, b, ["key", "id", "lookup", "$ref"]);
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  }
  return sameMembers(a, b, []);
}

function sameTarget(a: Ref, b: Ref): boolean {
  if (a.$ref !== b.$ref || a.key !== b.key) return false;
  if (a.key !== undefined) return true;
  if (a.id !== undefined && b.id !== undefined) return String(a.id) === String(b.id);
  return a.lookup !== undefined && b.lookup !== undefined && sameMembers(a.lookup, b.lookup, []);
}

function sameMembers(a: object, b: object, except: readonly string[]): boolean {
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
    if (!except.includes(key) && !same(own(left, key), own(right, key))) return false;
  return true;
}

/** One difference between what is there and what is wanted. `undefined` = absent. */
export interface Difference {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

const isLeaf = (value: unknown): boolean =>
  typeof value !== "object" ||
  value === null ||
  isRef(value) ||
  isSecret(value) ||
  !(Array.isArray(value) || isPlain(value));

/** The smallest differing parts. Two lists of different length differ as a whole: only their items' names could tell more. */
export function differences(before: unknown, after: unknown, path: Path = []): Difference[] {
  if (same(before, after)) return [];
  if (isLeaf(before) || isLeaf(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }];
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return [{ path, before, after }];
    return before.flatMap((item, i) => differences(item, after[i], [...path, i]));
  }
  const left = before as Record<string, unknown>;
  const right = after as Record<string, unknown>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
    differences(own(left, key), own(right, key), [...path, key]),
  );
}

/** By field of the spec, and by item where the schema says what an item is. */
export function specDifferences(
  schema: z.ZodObject,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Difference[] {
  const known = Object.keys(objectIn(schema)?.shape ?? {});
  const fields = new Set([...known, ...Object.keys(before), ...Object.keys(after)]);
  return [...fields].flatMap((field) => {
    const schemaOfField = fieldOf(schema, field);
    const name = schemaOfField && itemName(schemaOfField);
    const [left, right] = [before[field], after[field]];
    if (!name) return differences(left, right, [field]);
    const names = Array.isArray(left) ? new Map(left.map((item: unknown) => [name(item), item])) : undefined;
    return differences(names ? Object.fromEntries(names) : left, namedAs(names, right, name), [field]);
  });
}

/**
 * The items of a list by name, where one that means the same as one of the other side has its name there: somebody who is
 * known by number here may be known by address there.
 */
function namedAs(
  others: ReadonlyMap<string, unknown> | undefined,
  list: unknown,
  name: (item: unknown) => string,
): unknown {
  if (!Array.isArray(list)) return list;
  const own = new Set(list.map(name));
  const strangers = [...(others ?? [])].filter(([other]) => !own.has(other));
  return Object.fromEntries(
    list.map((item: unknown) => {
      const mine = name(item);
      const other = others?.has(mine) ? undefined : strangers.find(([, each]) => same(each, item));
      return [other?.[0] ?? mine, item];
    }),
  );
}
