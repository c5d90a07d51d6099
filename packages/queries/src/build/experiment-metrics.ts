import type { ExperimentExposureNode } from "../types/experiment.js";
import type {
  ExperimentFunnelMetric,
  ExperimentMeanMetric,
  ExperimentRatioMetric,
  ExperimentRetentionMetric,
  FunnelMetricInput,
  MeanMetricInput,
  RatioMetricInput,
  RetentionMetricInput,
} from "../types/experiment-metrics.js";
import { made } from "./node.js";

const spread = (input: unknown): object => (typeof input === "object" && input !== null ? input : { input });

/** A value per user, averaged: `meanMetric({ source: event("order paid", { math: "sum", math_property: "total" }) })`. */
export function meanMetric(input: MeanMetricInput): ExperimentMeanMetric {
  return made("ExperimentMetric", { metric_type: "mean", ...spread(input) } as ExperimentMeanMetric, meanMetric);
}

/** The share of users who get through all steps: `funnelMetric({ series: ["cart opened", "order paid"] })`. */
export function funnelMetric(input: FunnelMetricInput): ExperimentFunnelMetric {
  return made("ExperimentMetric", { metric_type: "funnel", ...spread(input) } as ExperimentFunnelMetric, funnelMetric);
}

/** One sum divided by another: `ratioMetric({ numerator: "order refunded", denominator: "order paid" })`. */
export function ratioMetric(input: RatioMetricInput): ExperimentRatioMetric {
  return made("ExperimentMetric", { metric_type: "ratio", ...spread(input) } as ExperimentRatioMetric, ratioMetric);
}

/** The share of users who come back: `retentionMetric({ start_event: "signed up", completion_event: "note saved", … })`. */
export function retentionMetric(input: RetentionMetricInput): ExperimentRetentionMetric {
  return made(
    "ExperimentMetric",
    { metric_type: "retention", ...spread(input) } as ExperimentRetentionMetric,
    retentionMetric,
  );
}

/** The moment in which somebody came into the experiment, as the start of retention. */
export function experimentExposure(): ExperimentExposureNode {
  return made("ExperimentExposureNode", {}, experimentExposure);
}
