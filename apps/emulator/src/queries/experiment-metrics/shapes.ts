import { breakdownFilter } from "../blocks.js";
import { actionsNode, entity, eventsNode } from "../series.js";
import { all, boolean, integer, listOf, node, nodeOf, number, object, string, words, type Node } from "../shape.js";

/**
 * The four types of an experiment's metric. Of the ways of counting, PostHog's schema takes every one here too; which
 * make sense is the editor's business. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`.
 */

const warehouseNode = node(
  "ExperimentDataWarehouseNode",
  all(string, "table_name timestamp_field events_join_key data_warehouse_join_key"),
  entity,
);
/** Retention may start at the moment in which somebody came into the experiment. */
const exposureNode = node("ExperimentExposureNode", {});

const source = nodeOf(() => [eventsNode, actionsNode, warehouseNode]);
const start = nodeOf(() => [eventsNode, actionsNode, warehouseNode, exposureNode]);

const windowUnit = words("second minute hour day week month");
const outliers = { ...all(number, "lower_bound_percentile upper_bound_percentile"), ignore_zeros: boolean };
const outlierHandling = object({}, outliers);

const base = {
  ...all(string, "uuid fingerprint name"),
  goal: words("increase decrease"),
  conversion_window: integer,
  conversion_window_unit: windowUnit,
  breakdownFilter,
  isSharedMetric: boolean,
  sharedMetricId: number,
};

const metric = (type: string, required: Node["required"], optional: Node["optional"] = {}): Node =>
  node("ExperimentMetric", { metric_type: words(type), ...required }, { ...base, ...optional });

export const metricTypes: Readonly<Record<string, Node>> = {
  mean: metric("mean", { source }, { ...outliers, threshold: number }),
  funnel: metric("funnel", { series: listOf(source) }, { funnel_order_type: words("ordered unordered strict") }),
  ratio: metric(
    "ratio",
    { numerator: source, denominator: source },
    { numerator_outlier_handling: outlierHandling, denominator_outlier_handling: outlierHandling },
  ),
  retention: metric("retention", {
    start_event: start,
    completion_event: source,
    ...all(integer, "retention_window_start retention_window_end"),
    retention_window_unit: windowUnit,
    start_handling: words("first_seen last_seen"),
  }),
};
