import { z } from "zod";
import type { CatalogueCode } from "../catalogue.js";
import { isDefinition } from "../definition.js";
import { isRef } from "../reference.js";
import { isPlain, own, type Path } from "../values.js";
import { unwrapped } from "./schema.js";
import { suggest } from "./suggest.js";

/** A complaint of the schema, in our words. */
export interface Complaint {
  readonly code: CatalogueCode;
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

type Issue = z.core.$ZodIssue;

/** Everything that a schema found wrong with a value, one complaint per place. */
export function complaints(schema: z.ZodType, value: unknown, issues: readonly Issue[]): Complaint[] {
  return issues.flatMap((issue) => complain(schema, value, issue, []));
}

function complain(schema: z.ZodType, root: unknown, issue: Issue, above: Path): Complaint[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(schema, root, [...path, key], path));
    case "invalid_union": {
      const branch = likeliest(issue.errors, at(root, path));
      return branch
        ? branch.flatMap((inner) => complain(schema, root, inner, path))
        : [{ code: "invalid-field", path, message: `${name(path)} has a form that it cannot have.` }];
    }
    case "invalid_type":
      if (at(root, path) === undefined)
        return [{ code: "missing-field", path, message: `${name(path)} is required (${expected(issue.expected)}).` }];
      return [
        {
          code: "invalid-field",
          path,
          message: `${name(path)} must be ${expected(issue.expected)}, got ${got(at(root, path))}.`,
        },
      ];
    case "invalid_value":
      return [oneOf(issue.values, root, path)];
    case "custom": {
      const { code = "invalid-field" } = (issue.params ?? {}) as { code?: CatalogueCode };
      const missing = at(root, path) === undefined && /^expected (.+?)(, got nothing)?$/.exec(issue.message)?.[1];
      if (missing) return [{ code: "missing-field", path, message: `${name(path)} is required: ${withStop(missing)}` }];
      return [{ code, path, message: `${name(path)}: ${withStop(issue.message)}` }];
    }
    default:
      return [{ code: "invalid-field", path, message: `${name(path)}: ${withStop(issue.message)}` }];
  }
}

/** Of the branches of a union, the one that the value seems to be meant for: the one that got furthest, then the one with least to say. */
function likeliest(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | undefined {
  const misses = (branch: readonly Issue[]): number =>
    branch.filter(
      (issue) =>
        (issue.code === "invalid_value" && ["kind", "type"].includes(String(issue.path.at(-1)))) ||
        (issue.path.length === 0 && issue.code !== "unrecognized_keys" && issue.code !== "invalid_union"),
    ).length;
  const depth = (branch: readonly Issue[]): number => Math.max(0, ...branch.map((issue) => issue.path.length));
  const foreignKeys = (branch: readonly Issue[]): number =>
    branch.reduce(
      (n, issue) => n + (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys.length : 0),
      0,
    );
  const fitting = branches.filter((branch) => branch.length > 0);
  const sorted = [...fitting].sort(
    (a, b) => misses(a) - misses(b) || foreignKeys(a) - foreignKeys(b) || depth(b) - depth(a) || a.length - b.length,
  );
  const best = sorted[0];
  if (!best) return undefined;
  // Where no branch recognises the value at all, a list of one branch's wishes would mislead.
  return misses(best) > 0 && fitting.length > 1 && !isPlain(value) ? undefined : best;
}

function unknownField(schema: z.ZodType, root: unknown, path: Path, parent: Path): Complaint {
  const known = fieldsAt(schema, parent);
  const close = suggest(String(path.at(-1)), known);
  return {
    code: "unknown-field",
    path,
    message: `${parent.length === 0 ? "There is no field" : `${name(parent)} has no field`} \`${String(path.at(-1))}\`.`,
    ...(close
      ? { hint: `Did you mean \`${close}\`?` }
      : known.length > 0 && known.length <= 16
        ? { hint: `Fields: ${known.join(", ")}.` }
        : {}),
  };
}

/** The fields that an object at a path may have: those of all branches, where a union leads there. */
function fieldsAt(schema: z.ZodType, path: Path): string[] {
  let here = objectsIn(schema);
  for (const step of path) here = here.flatMap((each) => stepInto(each, step));
  return [...new Set(here.flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : [])))];
}

function stepInto(schema: z.ZodType, step: string | number): z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const field = own(schema.shape, step) as z.ZodType | undefined;
    return field ? objectsIn(field) : [];
  }
  return schema instanceof z.ZodArray ? objectsIn(schema.element as z.ZodType) : [];
}

/** The objects and lists inside whatever wraps them. */
function objectsIn(schema: z.ZodType): z.ZodType[] {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodUnion ? (inner.options as z.ZodType[]).flatMap(objectsIn) : [inner];
}

function oneOf(values: readonly unknown[], root: unknown, path: Path): Complaint {
  const given = at(root, path);
  const words = values.map((value) => JSON.stringify(value));
  const close =
    typeof given === "string"
      ? suggest(
          given,
          values.filter((v): v is string => typeof v === "string"),
        )
      : undefined;
  return {
    code: given === undefined ? "missing-field" : "invalid-field",
    path,
    message:
      given === undefined
        ? `${name(path)} is required (${words.join(", ")}).`
        : `${name(path)} must be ${words.length === 1 ? words[0] : `one of ${words.join(", ")}`}, got ${got(given)}.`,
    ...(close ? { hint: `Did you mean ${JSON.stringify(close)}?` } : {}),
  };
}

const name = (path: Path): string => (path.length === 0 ? "The definition" : `\`${path.join(".")}\``);
const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const expected = (type: string): string =>
  ({
    array: "a list",
    object: "an object",
    record: "an object",
    int: "a whole number",
    undefined: "absent",
    nonoptional: "any value",
  })[type] ?? `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;

function got(value: unknown): string {
  if (value === null) return "null";
  if (isDefinition(value)) return `the ${value.kind} "${value.key}"`;
  if (isRef(value)) return `a reference to a ${value.$ref}`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) => (typeof inside === "object" && inside !== null ? own(inside, step) : undefined),
    value,
  );
