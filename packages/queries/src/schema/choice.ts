import { z } from "zod";
import type { Schema } from "./strict.js";
import { isObject } from "./wire.js";

type Options = Readonly<Record<string, z.ZodType>>;
type Same<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? unknown
    : { readonly tooMany: Exclude<B, A> }
  : { readonly missing: Exclude<A, B> };

/** Says which of the options a value is meant to be, or what keeps it from being any. */
type Pick<Name extends string> = (value: unknown) => Name | Misfit;

/** Why a value is none of the options. */
export interface Misfit {
  readonly message: string;
  /** Where inside the value. */
  readonly path?: readonly string[];
}

/**
 * One of several forms. Unlike a union, which tries all and reports them all, it decides first which one is meant, and
 * then reports what is wrong with that, at its path. The compiler proves that the options are those of the type `I`.
 */
export function choice<I>() {
  return <const O extends Options>(
    options: O & Same<I, z.input<O[keyof O]>>,
    pick: Pick<keyof O & string>,
  ): Schema<I, z.output<O[keyof O]>> => {
    const schema = z.unknown().transform((value, context) => {
      const picked = pick(value);
      if (typeof picked !== "string") {
        context.issues.push({ code: "custom", message: picked.message, path: [...(picked.path ?? [])], input: value });
        return z.NEVER;
      }
      const result = (options as O)[picked]!.safeParse(value);
      if (result.success) return result.data;
      for (const issue of result.error.issues)
        context.issues.push({ ...issue, path: [...issue.path] } as z.core.$ZodRawIssue);
      return z.NEVER;
    });
    return schema as unknown as Schema<I, z.output<O[keyof O]>>;
  };
}

/** Picks by a field that says what the object is, among the names of the options. */
export const by =
  <Name extends string>(field: "kind" | "type" | "assignmentBy", names: readonly Name[], what: string): Pick<Name> =>
  (value) => {
    if (!isObject(value)) return { message: `expected ${what}` };
    const name = value[field];
    if ((names as readonly unknown[]).includes(name)) return name as Name;
    const message = `${name === undefined ? `expected ${what} with a \`${field}\`` : `${show(name)} is no ${field} of ${what}`}: one of ${names.join(", ")}`;
    return { message, path: name === undefined ? [] : [field] };
  };

const show = (value: unknown): string => (typeof value === "string" ? `"${value}"` : typeof value);
