import { z } from "zod";
import type { ExperimentExposureNode, ExperimentSource } from "../types/experiment.js";
import type {
  ExperimentFunnelMetric,
  ExperimentMeanMetric,
  ExperimentMetric,
  ExperimentOutlierHandling,
  ExperimentRatioMetric,
  ExperimentRetentionMetric,
  RawMetric,
} from "../types/experiment-metrics.js";
import { metricBreakdownFilter } from "./breakdown.js";
import { choice, type Misfit } from "./choice.js";
import { experimentSource } from "./experiment.js";
import { normaliseMetric } from "./metric-form.js";
import {
  anchoredAtExposure,
  boundsInOrder,
  forwardWindow,
  someSteps,
  thresholdAlone,
  warehouseSteps,
  windowWithUnit,
} from "./metric-rules.js";
import { flag, integer, list, strict, text, version, type Schema } from "./strict.js";
import { windowUnit } from "./time.js";
import { isObject, type QueryNode, type Wire } from "./wire.js";

const fraction = z.number().min(0).max(1).optional();
const outliers = { lower_bound_percentile: fraction, upper_bound_percentile: fraction, ignore_zeros: flag };
const outlierHandling = strict<ExperimentOutlierHandling>()(outliers, { rules: [boundsInOrder] });

const options = {
  kind: z.literal("ExperimentMetric"),
  name: text,
  goal: z.enum(["increase", "decrease"]).optional(),
  conversion_window: integer,
  conversion_window_unit: windowUnit.optional(),
  breakdownFilter: metricBreakdownFilter.optional(),
  uuid: z.string().min(1).optional(),
  fingerprint: z.string().nullable().optional(),
  isSharedMetric: z.boolean().nullable().optional(),
  sharedMetricId: z.number().nullable().optional(),
  version,
};

const ofMean = {
  ...options,
  metric_type: z.literal("mean"),
  source: experimentSource,
  ...outliers,
  threshold: z.number().positive().optional(),
};
const mean = strict<ExperimentMeanMetric>()(ofMean, { rules: [windowWithUnit, boundsInOrder, thresholdAlone] });

const ofFunnel = {
  ...options,
  metric_type: z.literal("funnel"),
  series: list(experimentSource),
  funnel_order_type: z.enum(["ordered", "unordered", "strict"]).optional(),
};
const funnel = strict<ExperimentFunnelMetric>()(ofFunnel, { rules: [windowWithUnit, someSteps, warehouseSteps] });

const ofRatio = {
  ...options,
  metric_type: z.literal("ratio"),
  numerator: experimentSource,
  denominator: experimentSource,
  numerator_outlier_handling: outlierHandling.optional(),
  denominator_outlier_handling: outlierHandling.optional(),
};
const ratio = strict<ExperimentRatioMetric>()(ofRatio, { rules: [windowWithUnit] });

const start = choice<ExperimentSource | ExperimentExposureNode>()(
  {
    exposure: strict<ExperimentExposureNode>()({ kind: z.literal("ExperimentExposureNode"), version }),
    source: experimentSource,
  },
  (value) => (isObject(value) && value["kind"] === "ExperimentExposureNode" ? "exposure" : "source"),
);

const ofRetention = {
  ...options,
  metric_type: z.literal("retention"),
  start_event: start,
  completion_event: experimentSource,
  retention_window_start: z.int().min(0),
  retention_window_end: z.int().min(0),
  retention_window_unit: windowUnit,
  start_handling: z.enum(["first_seen", "last_seen"]),
};
const retention = strict<ExperimentRetentionMetric>()(ofRetention, {
  rules: [windowWithUnit, anchoredAtExposure, forwardWindow],
});

/** The members that a metric of each type may have. */
export const metricMembers: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({ mean: ofMean, funnel: ofFunnel, ratio: ofRatio, retention: ofRetention }).map(([type, shape]) => [
    type,
    new Set(Object.keys(shape)),
  ]),
);

const raw: Schema<RawMetric, Wire> = z
  .strictObject({
    $raw: z.looseObject({
      kind: z.string().refine((kind) => kind === "ExperimentMetric", {
        error: 'only a metric can stand here: `kind: "ExperimentMetric"`',
      }),
    }),
  })
  .transform(({ $raw }) => $raw) as unknown as Schema<RawMetric, Wire>;

const types = { mean, funnel, ratio, retention };
type TypeName = keyof typeof types;
const NAMES = Object.keys(types) as TypeName[];

function pickMetric(value: unknown): TypeName | "raw" | Misfit {
  if (!isObject(value)) return { message: "expected a metric, such as `meanMetric({ source: … })`" };
  if ("$raw" in value) return "raw";
  const { kind, metric_type: type } = value;
  if (kind === "ExperimentTrendsQuery" || kind === "ExperimentFunnelsQuery")
    return {
      message: `"${kind}" is a metric's old form, which PostHog takes for no new metric; write it anew: ${NAMES.map((name) => `${name}Metric`).join(", ")}`,
      path: ["kind"],
    };
  if (kind !== "ExperimentMetric")
    return kind === undefined
      ? { message: 'expected a metric, such as `meanMetric({ source: … })` or `{ kind: "ExperimentMetric", … }`' }
      : { message: `${JSON.stringify(kind)} is no metric: expected "ExperimentMetric"`, path: ["kind"] };
  if ((NAMES as readonly unknown[]).includes(type)) return type as TypeName;
  return type === undefined
    ? { message: `expected a metric with a \`metric_type\`: one of ${NAMES.join(", ")}` }
    : { message: `${JSON.stringify(type)} is no type of metric: one of ${NAMES.join(", ")}`, path: ["metric_type"] };
}

/**
 * One metric of an experiment, or the `query` of a saved metric: any builder's result or node. Gives the metric in
 * normal form, with references as data where ids will stand.
 */
export const experimentMetric: Schema<ExperimentMetric, QueryNode> = choice<ExperimentMetric>()(
  { ...types, raw },
  pickMetric,
).transform((metric) => normaliseMetric(metric as QueryNode)) as unknown as Schema<ExperimentMetric, QueryNode>;
