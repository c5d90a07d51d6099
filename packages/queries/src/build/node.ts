import { frozenCopy, stampSite } from "@posthog-definitions/core";

/** Whatever keeps a builder from being called by its types alone still has to become data that validation can report. */
const spread = (input: unknown): object => (typeof input === "object" && input !== null ? input : { input });

/**
 * A query as the user wrote it, with its kind: a deeply frozen copy that remembers where it was made. Nothing is checked
 * and no short form is spelt out, so that validation can report everything at its place in what the user wrote.
 */
export function made<K extends string, I extends object>(kind: K, input: I, above: unknown): I & { readonly kind: K } {
  return Object.freeze(stampSite({ kind, ...(frozenCopy(spread(input)) as I) }, above));
}

/** The same for data that has no kind, such as conditions. */
export function noted<T extends object>(data: T, above: unknown): T {
  return Object.freeze(stampSite({ ...(frozenCopy(data) as T) }, above));
}
