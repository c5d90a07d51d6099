import { frozenCopy } from "./freeze.js";
import { stampSite } from "./site.js";
import { isPlain } from "./values.js";

const BRAND = Symbol.for("posthog-definitions.definition");

/** What every definition may say, whatever its kind. */
export interface DefinitionOptions {
  /**
   * The name by which files, plans and PostHog's own row know this definition. It stays the same when the display name
   * changes; renaming it makes a new row unless a `moved(…)` says otherwise. No two definitions of a kind share a key,
   * not even in another case.
   */
  readonly key: string;
  /**
   * Fields that are left to PostHog's UI, as dotted paths: `["filters.groups", "tags"]`. They are written when the row
   * is created and never again; `*` stands for any one name or position.
   */
  readonly ignore?: readonly string[];
  /** `true`: refuse to delete this row, whatever else is asked for. Default: `false`. */
  readonly protect?: boolean;
  /** The environments of `posthog.config.ts` in which this definition exists: `["staging"]`. Default: all. */
  readonly environments?: readonly string[];
}

/** What a definition file holds: plain frozen data, made by a factory such as `dashboard({ … })`. */
export interface Definition<K extends string = string, In = unknown> {
  /** The kind: `"dashboard"`, `"feature-flag"`. */
  readonly kind: K;
  /** The key, as written. */
  readonly key: string;
  /** The whole input, as written, frozen. It is validated later, together with everything else. */
  readonly spec: In;
}

/** Makes definitions of one kind. Never throws: whatever is wrong is reported by validation, with its place. */
export type Factory<K extends string, In> = (input: In) => Definition<K, In>;

/**
 * The factory of a kind. It freezes a copy of the input and notes where it was called, and does nothing else; it brings
 * no schema with it, so application code can import definitions for the price of a few lines.
 *
 * @param fixed - The key of a kind of which there is one row alone: users need not write it.
 */
export function factory<K extends string, In extends DefinitionOptions>(kind: K): Factory<K, In>;
export function factory<K extends string, In extends Omit<DefinitionOptions, "key">>(
  kind: K,
  fixed: { readonly key: string },
): Factory<K, In>;
export function factory<K extends string, In extends Partial<DefinitionOptions>>(
  kind: K,
  fixed?: { readonly key: string },
): Factory<K, In> {
  return function make(input: In): Definition<K, In> {
    const spec = fixed && isPlain(input) ? ({ ...fixed, ...input } as In) : input;
    return brand({ kind, key: (spec as In | undefined)?.key as string, spec: frozenCopy(spec) }, make);
  };
}

/** Marks, stamps and freezes a definition that was put together by hand; for factories with more to their types. */
export function brand<D extends Definition>(definition: D, above: unknown): D {
  Object.defineProperty(definition, BRAND, { value: 1, enumerable: false });
  return Object.freeze(stampSite(definition, above));
}

/** Whether a value is a definition, made by this or another copy of this package. */
export function isDefinition(value: unknown): value is Definition {
  return typeof value === "object" && value !== null && BRAND in value;
}
