import { suggest } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { isObject, type Wire } from "./wire.js";

/** A schema whose input is one of the exported interfaces. */
export type Schema<In, Out = unknown> = z.ZodType<Out, In>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The shape itself where it matches the interface; elsewhere a type that nothing fits, so that it does not compile. */
type Proven<I, S> = {
  readonly [K in keyof I | keyof S]: K extends keyof I
    ? K extends keyof S
      ? S[K] extends z.ZodType
        ? Same<z.input<S[K]>, I[K]> extends true
          ? S[K]
          : { readonly schemaTakes: z.input<S[K]>; readonly interfaceSays: I[K] }
        : never
      : z.ZodType
    : never;
};

/** Reports a problem at a path inside the object that is checked. */
export type Report = (message: string, ...path: (string | number)[]) => void;

/**
 * What an object must obey beyond its fields. It also runs when a field is wrong, so that everything is reported at
 * once, and so must not rely on any type.
 */
export type Rule = (value: Record<string, unknown>, report: Report) => void;

/** Turns a short form that was found valid into PostHog's own form. */
export type Lower = (value: Record<string, unknown>) => unknown;

/**
 * The strict schema of an exported interface. The compiler proves the two equal, field by field: a field that one of
 * them lacks, or that takes other values in one of them, is a type error at the call.
 */
export function strict<I extends object>() {
  return <const S extends Readonly<Record<string, z.ZodType>>>(
    shape: S & Proven<I, S>,
    how: { readonly rules?: readonly Rule[]; readonly lower?: Lower } = {},
  ): Schema<I, Wire> => {
    const rules = [onlyKnown(Object.keys(shape)), ...(how.rules ?? [])];
    const object = z.looseObject(shape as S).superRefine(
      (value, context) => {
        for (const rule of rules)
          rule(value as Record<string, unknown>, (message, ...path) => {
            context.addIssue({ code: "custom", message, path, params: paramsOf.get(rule) });
          });
      },
      { when: ({ value }) => isObject(value) },
    );
    const { lower } = how;
    const schema = lower === undefined ? object : object.transform((value) => lower(value as Record<string, unknown>));
    return schema as unknown as Schema<I, Wire>;
  };
}

/** What the model's own reports need to know of a rule's complaints. */
const paramsOf = new WeakMap<Rule, Record<string, unknown>>();

/**
 * Refuses unknown keys one by one, each at its own path. `z.strictObject` reports them in one issue at the object, and
 * its names are out of reach behind short forms, so that nobody could suggest the right one.
 */
function onlyKnown(known: readonly string[]): Rule {
  const names = new Set(known);
  const rule: Rule = (value, report) => {
    for (const key of Object.keys(value)) {
      if (names.has(key)) continue;
      const close = suggest(key, known);
      report(`there is no such field${close === undefined ? "" : `; did you mean \`${close}\`?`}`, key);
    }
  };
  paramsOf.set(rule, { code: "unknown-field" });
  return rule;
}

/** A list that takes frozen and `as const` arrays too. */
export const list = <I, O>(item: Schema<I, O>): Schema<readonly I[], O[]> =>
  z.array(item) as unknown as Schema<readonly I[], O[]>;

/** An object used as a map. */
export const map = <I, O>(value: Schema<I, O>): Schema<Readonly<Record<string, I>>, Record<string, O>> =>
  z.record(z.string(), value) as unknown as Schema<Readonly<Record<string, I>>, Record<string, O>>;

/** Fields that may be left out. */
export const text = z.string().optional();
export const texts = list(z.string()).optional();
export const flag = z.boolean().optional();
export const number = z.number().optional();
export const integer = z.int().optional();

/** The schema-version stamp, which is accepted and forgotten. */
export const version = z.number().nullable().optional();
