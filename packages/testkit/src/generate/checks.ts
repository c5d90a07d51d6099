import type { z } from "zod";
import type { Range } from "./number.js";
import type { Length } from "./text.js";

/** The checks of a schema as zod keeps them: a name, and what belongs to it. */
interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly value?: number | bigint;
  readonly inclusive?: boolean;
  readonly format?: string;
  readonly pattern?: RegExp;
}

/** A schema of a format (`z.email()`, `z.int()`) is its own first check. */
export function checksOf(schema: z.ZodType): readonly Check[] {
  const def = schema.def as unknown as Partial<Check> & {
    readonly checks?: readonly { readonly _zod: { readonly def: unknown } }[];
  };
  const own = def.check === undefined ? [] : [def as Check];
  return [...own, ...(def.checks ?? []).map((check) => check._zod.def as Check)];
}

export function lengthOf(schema: z.ZodType, most: number): Length {
  let [min, max] = [0, most];
  for (const check of checksOf(schema)) {
    if (check.check === "min_length") min = Math.max(min, check.minimum!);
    if (check.check === "max_length") max = Math.min(max, check.maximum!);
    if (check.check === "length_equals") [min, max] = [check.length!, check.length!];
  }
  return { min, max: Math.max(min, max) };
}

export function rangeOf(schema: z.ZodType): Range {
  let [min, max, whole, step] = [-Infinity, Infinity, false, undefined as number | undefined];
  for (const check of checksOf(schema)) {
    const value = Number(check.value);
    if (check.check === "number_format" && /int/.test(check.format!)) whole = true;
    if (check.check === "multiple_of") step = value;
    if (check.check === "greater_than") min = Math.max(min, value);
    if (check.check === "less_than") max = Math.min(max, value);
  }
  return { min, max, whole, ...(step === undefined ? {} : { step }) };
}

export const formatOf = (schema: z.ZodType): string | undefined =>
  checksOf(schema).find((check) => check.check === "string_format" && check.format !== "regex")?.format;

export const patternOf = (schema: z.ZodType): RegExp | undefined =>
  checksOf(schema).find((check) => check.check === "string_format" && check.pattern)?.pattern;

const honoured = new Set(["min_length", "max_length", "length_equals", "number_format", "multiple_of"]);

/** Whether a schema has checks that the generators do not keep by themselves, so that values have to be tried. */
export const hasMoreChecks = (schema: z.ZodType): boolean =>
  checksOf(schema).some((check) => {
    if (check.check === "greater_than" || check.check === "less_than") return check.inclusive === false;
    return !honoured.has(check.check);
  });
