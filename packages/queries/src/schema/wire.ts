/** A JSON object in PostHog's own form, references in it as data in the place of ids. */
export type Wire = Readonly<Record<string, unknown>>;

/** A query node in PostHog's own form. */
export interface QueryNode extends Wire {
  readonly kind: string;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isNode = (value: unknown): value is QueryNode => isObject(value) && typeof value["kind"] === "string";
