import { z } from "zod";
import { isRef } from "../reference.js";
import { isSecret } from "../secret.js";
import { isPlain, own, type Spec } from "../values.js";
import { isCall } from "./call.js";
import { same } from "./compare.js";
import { isUnmanaged, objectIn, unwrapped } from "./schema.js";

/**
 * The shortest input that an object schema alone can tell: without what its defaults would fill in, and without fields
 * that are left alone when absent and hold nothing. What stands in other schemas than objects and lists stays as it is.
 */
export function lean(schema: z.ZodType, value: unknown): unknown {
  if (!isData(value)) return value;
  if (Array.isArray(value)) {
    const list = unwrapped(schema);
    return list instanceof z.ZodArray ? value.map((item) => lean(list.element as z.ZodType, item)) : value;
  }
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, lean(inner.valueType as z.ZodType, item)]),
    );
  const shape = objectIn(schema)?.shape as Readonly<Record<string, z.ZodType>> | undefined;
  if (!shape) return value;
  return Object.fromEntries(
    Object.entries(value as Spec).flatMap(([field, item]) => {
      const of = own(shape, field) as z.ZodType | undefined;
      if (of === undefined) return item === undefined ? [] : [[field, item]];
      return isUsual(of, item) ? [] : [[field, lean(of, item)]];
    }),
  );
}

const isData = (value: unknown): value is object =>
  (Array.isArray(value) || isPlain(value)) && !isRef(value) && !isSecret(value) && !isCall(value);

function isUsual(schema: z.ZodType, value: unknown): boolean {
  if (value === undefined) return true;
  if (isUnmanaged(schema)) return isNothing(value);
  const absent = schema.safeParse(undefined);
  return absent.success && absent.data !== undefined && same(absent.data, value);
}

const isNothing = (value: unknown): boolean =>
  value === null || value === "" || (isData(value) && Object.keys(value).length === 0);
