import { factory, type Factory } from "@posthog-definitions/core";
import type { ExperimentInput } from "./input.js";

/**
 * An experiment on a feature flag, through its whole life.
 *
 * ```ts
 * export const checkout = experiment({
 *   key: "shorter-checkout",
 *   name: "Shorter checkout",
 *   featureFlag: shorterCheckout,
 *   lifecycle: "running",
 *   metrics: [funnelMetric({ series: ["cart opened", "order paid"] })],
 * });
 * ```
 */
export const experiment: Factory<"experiment", ExperimentInput> = factory<"experiment", ExperimentInput>("experiment");

export type {
  Bayesian,
  Conclusion,
  Cuped,
  ExperimentInput,
  ExperimentParameters,
  ExposureEstimate,
  Frequentist,
  Lifecycle,
  ParameterVariant,
  RunningTimeCalculation,
  StatsConfig,
} from "./input.js";
