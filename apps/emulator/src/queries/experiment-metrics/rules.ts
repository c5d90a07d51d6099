import { isObject, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";

/**
 * What a metric has to obey beyond its schema. Source: `PostHog/posthog: products/experiments/backend/metric_validation.py`,
 * `…/hogql_queries/funnel_validation.py`, `…/hogql_queries/retention_validation.py`.
 */
export function brokenRule(metric: JsonObject): string | undefined {
  if (metric.metric_type === "funnel") return brokenFunnel(objects(metric.series));
  if (metric.metric_type === "mean") return brokenThreshold(metric);
  return metric.metric_type === "retention" ? brokenStart(metric) : undefined;
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;
const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function brokenThreshold(metric: JsonObject): string | undefined {
  if (!isThere(metric.threshold)) return undefined;
  const math = isObject(metric.source) ? (metric.source.math ?? "total") : "total";
  if (math !== "total" && math !== "sum") return "a threshold is only supported for sum or count (total) math types.";
  if (Number(metric.threshold) <= 0) return "threshold must be a positive number.";
  const capped = isThere(metric.lower_bound_percentile) || isThere(metric.upper_bound_percentile);
  return capped ? "a threshold cannot be combined with outlier handling (winsorization)." : undefined;
}

function brokenStart(metric: JsonObject): string | undefined {
  if (!isObject(metric.start_event) || metric.start_event.kind !== "ExperimentExposureNode") return undefined;
  const anchored = "Retention already anchors on each user's first exposure.";
  if (isThere(metric.conversion_window) || isThere(metric.conversion_window_unit))
    return `a conversion window cannot be combined with an experiment exposure start. ${anchored}`;
  return metric.start_handling === "last_seen"
    ? "start_handling 'last_seen' cannot be combined with an experiment exposure start. " +
        "Retention always anchors on each user's first exposure."
    : undefined;
}

const MOST_WAREHOUSE_STEPS = 3;
const MOST_WAREHOUSE_TABLES = 2;

/** Steps in the data warehouse are refused under names of their own, which the envelope then gives as `attr`. */
function brokenFunnel(series: readonly JsonObject[]): string | undefined {
  if (series.length === 0)
    return (
      "funnel metrics require at least one step. " +
      "The experiment exposure event is added as the initial step automatically."
    );
  const steps = series.flatMap((step, i) => (step.kind === "ExperimentDataWarehouseNode" ? [{ step, at: i + 1 }] : []));
  checkFieldsOf(steps);
  checkJoinKeys(steps);
  const steep = steps.length;
  if (steep > MOST_WAREHOUSE_STEPS)
    throw invalid(`Too many datawarehouse steps: ${steep} (maximum: ${MOST_WAREHOUSE_STEPS}).`, "complexity_limit");
  const tables = new Set(steps.map(({ step }) => step.table_name)).size;
  if (tables > MOST_WAREHOUSE_TABLES)
    throw invalid(
      `Too many distinct datawarehouse tables: ${tables} (maximum: ${MOST_WAREHOUSE_TABLES}).`,
      "complexity_limit",
    );
  return undefined;
}

type Steps = readonly { readonly step: JsonObject; readonly at: number }[];

function checkFieldsOf(steps: Steps): void {
  const needed = {
    table_name: "identify",
    timestamp_field: "filter",
    data_warehouse_join_key: "join",
    events_join_key: "join",
  };
  for (const { step, at } of steps)
    for (const [field, why] of Object.entries(needed))
      if (step[field] === "")
        throw invalid(
          `Step ${at}: ${field} is required to ${why} the datawarehouse table`,
          "datawarehouse_configuration__0",
        );
}

function checkJoinKeys(steps: Steps): void {
  if (new Set(steps.map(({ step }) => step.events_join_key)).size > 1)
    throw invalid("All datawarehouse steps must use the same join key to events.", "join_key_mismatch");
}
