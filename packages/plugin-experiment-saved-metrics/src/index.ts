import { factory, type Factory } from "@posthog-definitions/core";
import type { ExperimentSavedMetricInput } from "./input.js";

/**
 * A metric that several experiments share.
 *
 * ```ts
 * export const revenue = experimentSavedMetric({
 *   key: "revenue-per-user",
 *   name: "Revenue per user",
 *   query: meanMetric({ source: event("order paid", { math: "sum", math_property: "total" }) }),
 * });
 * ```
 */
export const experimentSavedMetric: Factory<"experiment-saved-metric", ExperimentSavedMetricInput> = factory<
  "experiment-saved-metric",
  ExperimentSavedMetricInput
>("experiment-saved-metric");

export type { ExperimentSavedMetricInput } from "./input.js";
