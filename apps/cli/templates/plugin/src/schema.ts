import { tags } from "@posthog-definitions/core/kind"; //: tag
import { z } from "zod";

/**
 * What users write, without `key`, `ignore` and `protect`. Each field says here what its absence means: `.default(d)` is d,
 * `.optional()` is nothing, `unmanaged(…)` leaves alone whatever PostHog has. PostHog trims texts, so they are trimmed.
 */
export const spec = z.strictObject({
  name: z.string().trim().min(1, "PostHog wants a name").max(200), //: tag marker
  description: z.string().trim().default(""), //: tag natural-key
  __field__: z.string().trim().default(""), //: marker
  tags: tags(), //: tag
});
