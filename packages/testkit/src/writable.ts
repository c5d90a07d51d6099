import type { Definition } from "@posthog-definitions/core";

/**
 * `T` with nothing read-only, at any depth; definitions and references stay as they are. What a schema takes is never
 * read-only and what an exported interface says always is: a test that the two are one compares them in this form.
 *
 * @example
 * expectTypeOf<Writable<z.input<typeof spec>>>().toEqualTypeOf<Writable<Omit<BirdInput, keyof DefinitionOptions>>>();
 */
export type Writable<T> = T extends Definition | { readonly $ref: string }
  ? T
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;
