import type { Reference } from "@posthog-definitions/core";
import { keyed, refTo, tags, unmanaged, type Hole } from "@posthog-definitions/core/kind";
import { choice, endpointQuery } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { DataFreshness } from "./input.js";

/** Source: `PostHog/posthog: products/endpoints/backend/constants.py`. */
const freshness = [900, 1800, 3600, 21600, 43200, 86400, 604800] as const satisfies readonly DataFreshness[];

const bucket = z.enum(["minute", "fifteen_minutes", "hour", "day", "week", "month"]);

/** What is sent of the insight is not its id. */
const insight = choice<string | Reference<"insight">>()(
  {
    shortId: z.string().min(1).max(12),
    reference: refTo("insight").transform((ref): Hole => ({ ...ref, out: "short_id" })),
  },
  (value) => (typeof value === "string" ? "shortId" : "reference"),
);

export const spec = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,127}$/, {
    error: "must start with a letter and have only letters, digits, hyphens and underscores, 128 characters at most",
  }),
  description: z.string().trim().default(""),
  query: endpointQuery,
  is_active: unmanaged(z.boolean()),
  is_materialized: unmanaged(z.boolean()),
  data_freshness_seconds: z.literal(freshness).default(86400),
  bucket_overrides: unmanaged(z.record(z.string(), bucket)),
  optional_breakdown_properties: unmanaged(keyed(z.array(z.string().min(1)), (name) => name)),
  derived_from_insight: unmanaged(insight),
  tags: tags(),
});
