import { unmanaged } from "@posthog-definitions/core/kind";
import { cohortQuery, type Schema } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { Criteria } from "./criteria.js";
import { criteria, filters } from "./schema/groups.js";

/** The server trims text and counts code points. */
const characters = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= most, { error: `has more than ${most} characters` });

export const spec = z.strictObject({
  name: characters(400),
  description: characters(750).default(""),
  filters: unmanaged(filters as Schema<z.input<typeof filters>, { readonly properties: Criteria }>),
  criteria: criteria.optional(),
  query: unmanaged(cohortQuery),
  is_static: z.boolean().optional(),
  cohort_type: unmanaged(z.string().nullable()),
});
