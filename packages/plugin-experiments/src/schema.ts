import { refText } from "@posthog-definitions/core";
import { keyed, refTo, tags, unmanaged } from "@posthog-definitions/core/kind";
import { experimentExposureCriteria, experimentMetric, list } from "@posthog-definitions/queries/schema";
import { z } from "zod";

/** The server trims text and counts code points. */
const characters = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= most, { error: `has more than ${most} characters` });

const share = z.number().min(0).max(100);
const fraction = unmanaged(z.number().gt(0).lt(1));

const parameters = z.strictObject({
  feature_flag_variants: z
    .array(
      z.strictObject({
        key: z.string(),
        name: z.string().optional(),
        rollout_percentage: share.optional(),
        split_percent: share.optional(),
      }),
    )
    .optional(),
  rollout_percentage: share.optional(),
  minimum_detectable_effect: z.number().optional(),
});

const statsConfig = z.strictObject({
  method: unmanaged(z.enum(["bayesian", "frequentist"])),
  baseline_variant_key: unmanaged(z.string().min(1)),
  bayesian: unmanaged(z.strictObject({ ci_level: fraction })),
  frequentist: unmanaged(
    z.strictObject({
      alpha: fraction,
      sequential_testing_enabled: unmanaged(z.boolean()),
      sequential_tuning_parameter: unmanaged(z.number()),
    }),
  ),
  cuped: unmanaged(z.strictObject({ enabled: unmanaged(z.boolean()), lookback_days: unmanaged(z.number().min(1)) })),
});

const exposureEstimate = z.strictObject({
  conversionRateInputType: z.enum(["automatic", "manual"]),
  manualMetricType: z.enum(["funnel", "mean_count", "mean_sum_or_avg"]).optional(),
  manualBaselineValue: z.number().optional(),
  manualExposureRate: z.number().optional(),
});

const runningTime = z.strictObject({
  minimum_detectable_effect: unmanaged(z.number()),
  recommended_running_time: unmanaged(z.number()),
  recommended_sample_size: unmanaged(z.number()),
  exposure_estimate_config: unmanaged(exposureEstimate.nullable()),
});

const savedMetrics = keyed(z.array(refTo("experiment-saved-metric")), refText);

const repository = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_.-]+\/[a-z0-9_.-]+$/, "must be `owner/name`");

export const spec = z.strictObject({
  name: characters(400).refine((name) => name !== "", { error: "PostHog wants a name" }),
  description: characters(3000).default(""),
  type: z.enum(["product", "web"]).default("product"),
  featureFlag: refTo("feature-flag"),
  lifecycle: unmanaged(z.enum(["draft", "running", "paused", "stopped"])),
  archived: unmanaged(z.boolean()),
  conclusion: unmanaged(z.enum(["won", "lost", "inconclusive", "stopped_early", "invalid"]).nullable()),
  conclusionComment: unmanaged(characters(4000).nullable()),
  holdout: refTo("experiment-holdout").optional(),
  parameters: parameters.optional(),
  metrics: list(experimentMetric).default([]),
  metrics_secondary: list(experimentMetric).default([]),
  primarySavedMetrics: savedMetrics.default([]),
  secondarySavedMetrics: savedMetrics.default([]),
  exposure_criteria: unmanaged(experimentExposureCriteria),
  stats_config: unmanaged(statsConfig),
  running_time_calculation: unmanaged(runningTime),
  excluded_variants: unmanaged(keyed(z.array(z.string()), (key) => key)),
  only_count_matured_users: unmanaged(z.boolean()),
  repository: repository.nullable().default(null),
  tags: tags(),
});
