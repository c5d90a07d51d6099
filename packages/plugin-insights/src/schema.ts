import { tags, unmanaged } from "@posthog-definitions/core/kind";
import { insightQuery } from "@posthog-definitions/queries/schema";
import { z } from "zod";

const LONGEST = 400;

/** The server trims text and counts code points. */
const characters = z
  .string()
  .trim()
  .refine((text) => [...text].length <= LONGEST, { error: `has more than ${LONGEST} characters` });

export const spec = z.strictObject({
  name: characters,
  description: characters.default(""),
  query: insightQuery,
  tags: tags(),
  favorited: unmanaged(z.boolean()),
  derived_name: unmanaged(characters.nullable()),
});

/** An insight in its normal form. */
export type InsightSpec = z.output<typeof spec>;
