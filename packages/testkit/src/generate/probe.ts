import type { z } from "zod";

/** A name that no kind has. */
const NOBODY = "(no such kind)";

const takes = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

/**
 * Which of some kinds a custom schema takes references to. A reference's schema is a function that cannot be read, so it
 * is asked; one that takes a reference to no kind at all is not about references.
 */
export const referenceKinds = (schema: z.ZodType, among: readonly string[]): string[] =>
  takes(schema, { $ref: NOBODY, key: "probe" })
    ? []
    : among.filter((kind) => takes(schema, { $ref: kind, key: "probe" }));

/** Whether a custom schema takes secrets, and not just anything. */
export const takesSecrets = (schema: z.ZodType): boolean =>
  takes(schema, { $env: "PROBE" }) && !takes(schema, { probe: "PROBE" });
