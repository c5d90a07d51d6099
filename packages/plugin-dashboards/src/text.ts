import { z } from "zod";

/** Text of at most so many characters, as the server counts them: by code point, without white space at the ends. */
export const characters = (max: number): z.ZodString =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= max, { error: `has more than ${max} characters` });
