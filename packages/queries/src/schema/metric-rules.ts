/**
 * What PostHog refuses of a metric beyond its form, and what it would only ignore.
 * Source: PostHog/posthog: products/experiments/backend/metric_validation.py, and the validation files beside it.
 */
import type { Rule } from "./strict.js";
import { isObject } from "./wire.js";

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** A window without a unit is one that PostHog ignores, and refuses to save. */
export const windowWithUnit: Rule = (metric, report) => {
  const { conversion_window: window, conversion_window_unit: unit } = metric;
  if (isSaid(window) && !isSaid(unit)) report("is needed with `conversion_window`", "conversion_window_unit");
  if (isSaid(unit) && !isSaid(window)) report("is needed with `conversion_window_unit`", "conversion_window");
  if (typeof window === "number" && window < 1) report("is at least 1", "conversion_window");
};

export const boundsInOrder: Rule = (bounds, report) => {
  const { lower_bound_percentile: lower, upper_bound_percentile: upper } = bounds;
  if (typeof lower === "number" && typeof upper === "number" && lower >= upper)
    report("is below `upper_bound_percentile`", "lower_bound_percentile");
};

/** A threshold makes a yes or no of every user, of which there is no percentile, and for which there must be a sum. */
export const thresholdAlone: Rule = (metric, report) => {
  if (!isSaid(metric["threshold"])) return;
  const { source } = metric;
  const math = isObject(source) ? (source["math"] ?? "total") : "total";
  if (math !== "total" && math !== "sum") report("goes with `math` `total` and `sum` alone", "threshold");
  if (isSaid(metric["lower_bound_percentile"]) || isSaid(metric["upper_bound_percentile"]))
    report("does not go with percentiles", "threshold");
};

export const someSteps: Rule = (metric, report) => {
  if (Array.isArray(metric["series"]) && metric["series"].length === 0)
    report("expected at least one step: coming into the experiment is the one before it", "series");
};

const MOST_WAREHOUSE_STEPS = 3;
const MOST_WAREHOUSE_TABLES = 2;

export const warehouseSteps: Rule = (metric, report) => {
  const series: unknown[] = Array.isArray(metric["series"]) ? metric["series"] : [];
  const steps = series.filter(isObject).filter((step) => step["kind"] === "ExperimentDataWarehouseNode");
  const distinct = (field: string): number => new Set(steps.map((step) => step[field])).size;
  if (distinct("events_join_key") > 1) report("steps of the data warehouse share one `events_join_key`", "series");
  if (steps.length > MOST_WAREHOUSE_STEPS)
    report(`at most ${MOST_WAREHOUSE_STEPS} steps of the data warehouse`, "series");
  if (distinct("table_name") > MOST_WAREHOUSE_TABLES)
    report(`at most ${MOST_WAREHOUSE_TABLES} tables of the data warehouse`, "series");
};

/** Retention from the exposure has its anchor already. */
export const anchoredAtExposure: Rule = (metric, report) => {
  const { start_event: start } = metric;
  if (!isObject(start) || start["kind"] !== "ExperimentExposureNode") return;
  if (metric["start_handling"] === "last_seen")
    report("is `first_seen` with the exposure as the start: only the first one counts", "start_handling");
  if (isSaid(metric["conversion_window"])) report("does not go with the exposure as the start", "conversion_window");
};

export const forwardWindow: Rule = (metric, report) => {
  const { retention_window_start: start, retention_window_end: end } = metric;
  if (typeof start === "number" && typeof end === "number" && end < start)
    report("is not before `retention_window_start`", "retention_window_end");
};
