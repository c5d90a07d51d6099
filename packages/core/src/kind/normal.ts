import type { z } from "zod";
import { isRef } from "../reference.js";
import { isSecret } from "../secret.js";
import { byCodeUnits, isPlain, own, type Spec } from "../values.js";
import type { Kind } from "./kind.js";
import { fieldOf, isUnmanaged, itemName, objectIn } from "./schema.js";

/** The one form in which specs are compared: both what the file says and what a row means pass through it. */
export function normalised<S extends object>(kind: Pick<Kind<string, S>, "spec" | "normalise">, spec: S): S {
  const out = { ...(kind.normalise?.(spec) ?? spec) } as Record<string, unknown>;
  for (const [field, value] of Object.entries(out)) {
    if (value === undefined) {
      delete out[field];
      continue;
    }
    const schema = fieldOf(kind.spec, field);
    const name = schema && itemName(schema);
    if (name && Array.isArray(value))
      out[field] = [...(value as unknown[])].sort((a, b) => byCodeUnits(name(a), name(b)));
  }
  return out as S;
}

/**
 * What is wanted, with what is not ours to decide taken from what is there: fields that are left alone when absent, the
 * paths of `ignore`, and fields that another definition governs. Whatever compares or encodes afterwards need not know.
 */
export function overlaid(schema: z.ZodType, want: Spec, have: Spec, ignore: readonly string[]): Spec {
  const out = overlayUnmanaged(schema, want, have) as Record<string, unknown>;
  for (const path of ignore) overlayPath(out, have, path.split("."));
  return out;
}

function overlayUnmanaged(schema: z.ZodType, want: Spec, have: Spec): Spec {
  const shape = objectIn(schema)?.shape ?? {};
  const out: Record<string, unknown> = { ...want };
  for (const [field, of] of Object.entries(shape) as [string, z.ZodType][]) {
    if (!isUnmanaged(of)) continue;
    if (out[field] === undefined) {
      if (have[field] !== undefined) out[field] = have[field];
    } else if (isPlainData(out[field]) && isPlainData(have[field])) {
      out[field] = overlayUnmanaged(of, out[field], have[field]);
    }
  }
  return out;
}

const isPlainData = (value: unknown): value is Spec => isPlain(value) && !isRef(value) && !isSecret(value);

/** Copies along the path, so that no frozen input is touched. */
function overlayPath(out: Record<string, unknown>, have: unknown, path: readonly string[]): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  const source = isPlainData(have) || Array.isArray(have) ? (have as object) : {};
  const names = head === "*" ? Object.keys(out) : [head];
  for (const name of names) {
    if (rest.length === 0) {
      const there = own(source, name);
      if (there === undefined) delete out[name];
      else out[name] = there;
      continue;
    }
    const inner = own(out, name);
    if (!isPlainData(inner) && !Array.isArray(inner)) continue;
    const copy = (Array.isArray(inner) ? [...(inner as unknown[])] : { ...inner }) as unknown as Record<
      string,
      unknown
    >;
    overlayPath(copy, own(source, name), rest);
    out[name] = copy;
  }
}

/** Only the fields that the wanted spec decides: what a hash of a row may be compared with. */
export function decided(schema: z.ZodType, want: Spec, have: Spec): Spec {
  const shape = objectIn(schema)?.shape ?? {};
  const out: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(have)) {
    const of = own(shape, field) as z.ZodType | undefined;
    const wanted = own(want, field);
    if (!of || !isUnmanaged(of)) out[field] = value;
    else if (wanted !== undefined)
      out[field] = isPlainData(value) && isPlainData(wanted) ? decided(of, wanted, value) : value;
  }
  return out;
}
