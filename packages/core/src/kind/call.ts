import { isDefinition } from "../definition.js";
import { isRef, type Ref } from "../reference.js";
import { isSecret } from "../secret.js";
import { isPlain } from "../values.js";

/** A function that definition files call, such as `trends`, and where they import it from. */
export interface Builder {
  /** The name by which it is exported. */
  readonly name: string;
  /** The package that exports it: `"@posthog-definitions/queries"`. */
  readonly from: string;
  /** The function itself. */
  make(...args: never[]): unknown;
}

/** The same in every copy of this package: a plugin may bring one of its own. */
const BUILDER = Symbol.for("posthog-definitions.builder");

/** A call of a builder as data: what `pull` prints as `trends({ … })`. Arguments are plain data, references and calls. */
export interface Call {
  readonly $call: string;
  readonly args: readonly unknown[];
  /** A method of what the call gives: `person("email").icontains("@")`. */
  readonly then?: { readonly method: string; readonly args: readonly unknown[] };
  /** Why it stands there, for a comment above it. */
  readonly comment?: string;
  readonly [BUILDER]: Builder;
}

/** `call({ name: "trends", from: "@posthog-definitions/queries", make: trends }, { series: ["signed up"] })` */
export function call(of: Builder, ...args: readonly unknown[]): Call {
  return withBuilder({ $call: of.name, args }, of);
}

/** The same call, and then a method of what it gives. */
export const callMethod = (of: Call, method: string, ...args: readonly unknown[]): Call =>
  withBuilder({ ...of, then: { method, args } }, of[BUILDER]);

/** The same call with a comment above it. */
export const withComment = (of: Call, comment: string): Call => withBuilder({ ...of, comment }, of[BUILDER]);

/** Beside the data, as the value of a secret is: whoever compares or prints calls sees names and arguments. */
const withBuilder = (data: Omit<Call, typeof BUILDER>, of: Builder): Call =>
  Object.freeze(Object.defineProperty(data, BUILDER, { value: of, enumerable: false })) as Call;

export const isCall = (value: unknown): value is Call =>
  typeof value === "object" && value !== null && BUILDER in value;

export const builderOf = (of: Call): Builder => of[BUILDER];

/**
 * Plain data with every call in it carried out: what a file that says so holds when it is loaded. `ref`: what references
 * become, such as the definitions that the file imports. Default: they stay data.
 */
export function evaluated(value: unknown, ref: (ref: Ref) => unknown = (same) => same): unknown {
  const all = (item: unknown): unknown => evaluated(item, ref);
  if (Array.isArray(value)) return value.map(all);
  if (isCall(value)) {
    const made = (value[BUILDER].make as (...args: unknown[]) => unknown)(...value.args.map(all));
    if (!value.then) return made;
    const { method, args } = value.then;
    return (made as Record<string, (...args: unknown[]) => unknown>)[method]!(...args.map(all));
  }
  if (isRef(value)) return ref(value);
  if (!isPlain(value) || isSecret(value) || isDefinition(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, all(item)]));
}

/** Every call in plain data, those in arguments included. */
export function callsIn(value: unknown, found: Call[] = []): Call[] {
  if (typeof value !== "object" || value === null || isRef(value) || isSecret(value)) return found;
  if (isCall(value)) {
    found.push(value);
    for (const arg of [...value.args, ...(value.then?.args ?? [])]) callsIn(arg, found);
  } else if (Array.isArray(value) || isPlain(value)) for (const item of Object.values(value)) callsIn(item, found);
  return found;
}
