import { tags } from "@posthog-definitions/core/kind";
import { experimentMetric } from "@posthog-definitions/queries/schema";
import { z } from "zod";

const LONGEST = 400;

/** The server trims text and counts code points. */
const characters = z
  .string()
  .trim()
  .refine((text) => [...text].length <= LONGEST, { error: `has more than ${LONGEST} characters` });

export const spec = z.strictObject({
  name: characters.refine((name) => name !== "", { error: "PostHog wants a name" }),
  description: characters.default(""),
  query: experimentMetric,
  tags: tags(),
});

/** A saved metric in its normal form. */
export type ExperimentSavedMetricSpec = z.output<typeof spec>;
