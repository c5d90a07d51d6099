import {
  experiment,
  experimentHoldout,
  experimentSavedMetric,
  funnelMetric,
  meanMetric,
  ratioMetric,
  retentionMetric,
} from "@posthog/definitions";
import { paidBill, sharedFile, signedUp, uploadedFile } from "./events";
import { fileEngagementBoost, pricingPage } from "./feature-flags/product";

/** Who never is in an experiment, so that a year's work can be told from no work at all. */
export const untouched = experimentHoldout({
  key: "untouched",
  name: "Untouched",
  description: "Compared with everybody else once a year.",
  filters: [{ rollout_percentage: 2 }],
});

/** Looked at in every experiment, so that none wins at the cost of what pays for it. */
export const revenuePerUser = experimentSavedMetric({
  key: "revenue-per-user",
  name: "Revenue per user",
  query: meanMetric({ source: { event: paidBill, math: "sum", math_property: "amount_usd" }, goal: "increase" }),
  tags: ["guardrail"],
});

export const activation = experimentSavedMetric({
  key: "activation",
  name: "Activation",
  description: "An account, a file, and somebody to share it with.",
  query: funnelMetric({
    series: [signedUp, uploadedFile, sharedFile],
    conversion_window: 14,
    conversion_window_unit: "day",
  }),
});

export const engagementBoost = experiment({
  key: "file-engagement-boost",
  name: "Nudges on the file page",
  description: "A banner that asks to share makes more people share.",
  featureFlag: fileEngagementBoost,
  lifecycle: "running",
  holdout: untouched,
  metrics: [
    ratioMetric({ name: "Shares per upload", numerator: sharedFile, denominator: uploadedFile, goal: "increase" }),
    meanMetric({ name: "Shares per person", source: { event: sharedFile, math: "total" } }),
  ],
  metrics_secondary: [
    retentionMetric({
      name: "Back within a week",
      start_event: sharedFile,
      completion_event: uploadedFile,
      retention_window_start: 1,
      retention_window_end: 7,
      retention_window_unit: "day",
      start_handling: "first_seen",
    }),
  ],
  secondarySavedMetrics: [revenuePerUser],
  exposure_criteria: { filterTestAccounts: true, multiple_variant_handling: "exclude" },
  stats_config: { method: "bayesian", bayesian: { ci_level: 0.95 } },
  tags: ["sharing"],
});

export const pricing = experiment({
  key: "pricing-page",
  name: "One price or three",
  description: "Three plans side by side help people to choose.",
  featureFlag: pricingPage,
  lifecycle: "draft",
  holdout: untouched,
  primarySavedMetrics: [revenuePerUser],
  secondarySavedMetrics: [activation],
  running_time_calculation: { minimum_detectable_effect: 10 },
});
