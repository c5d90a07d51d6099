import { isObject, type Json, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import type { Misfit } from "../shape.js";
import { brokenRule } from "./rules.js";
import { metricTypes } from "./shapes.js";

const LEGACY = ["ExperimentTrendsQuery", "ExperimentFunnelsQuery"];

/** Whether a metric is of the kind that PostHog had before `ExperimentMetric`. */
export const isLegacyMetric = (metric: Json | undefined): boolean =>
  isObject(metric) && LEGACY.includes(String(metric.kind));

/**
 * The metrics of an experiment, as they were sent: every one of them fits the schema and obeys the rules.
 *
 * @param attr - `metrics` or `metrics_secondary`.
 * @throws 400 with the index of the first wrong one.
 */
export function checkMetrics(value: Json, attr: string): JsonObject[] {
  if (!Array.isArray(value)) throw invalid("Metrics must be a list", attr);
  return value.map((metric, i) =>
    checkMetric(metric, { prefix: `Invalid metric at index ${i}: `, attr, legacy: " for new experiments" }),
  );
}

/**
 * One metric.
 *
 * @param prefix - What the text begins with: `"Invalid metric: "`.
 * @param legacy - What the text about a legacy kind says after "no longer supported".
 */
export function checkMetric(
  metric: Json,
  { prefix, attr = null, legacy = "" }: { prefix: string; attr?: string | null; legacy?: string },
): JsonObject {
  const refuse = (why: string): never => {
    throw invalid(prefix + why, attr);
  };
  if (!isObject(metric)) return refuse("must be a dict");
  if (isLegacyMetric(metric))
    refuse(
      `legacy metric kind '${String(metric.kind)}' is no longer supported${legacy}. Use 'ExperimentMetric' instead.`,
    );
  if (metric.kind !== "ExperimentMetric") refuse("metric kind must be 'ExperimentMetric'");
  const type = metric.metric_type ?? null;
  if (type === null) return refuse("ExperimentMetric requires a metric_type");
  const node = typeof type === "string" && Object.hasOwn(metricTypes, type) ? metricTypes[type] : undefined;
  if (!node) return refuse("ExperimentMetric metric_type must be 'mean', 'funnel', 'ratio', or 'retention'");
  const misfit = node.shape(metric);
  if (misfit) refuse(schemaErrors(misfit, metric));
  const broken = brokenRule(metric);
  if (broken) refuse(broken);
  return metric;
}

const EVENTS_NODE_ID =
  " EventsNode does not accept an 'id' field. " +
  "To reference an event, use {'kind': 'EventsNode', 'event': '<event_name>'} (omit 'id'). " +
  "To reference an action, switch to {'kind': 'ActionsNode', 'id': <integer_action_id>} (omit 'event').";

/** The list of errors of PostHog's schema validator, in Python's spelling, and its hint for the usual mistake. */
function schemaErrors({ path, message }: Misfit, metric: JsonObject): string {
  const type = typeOf(message);
  const loc = located(path, metric);
  const place = loc.map((step) => (typeof step === "number" ? step : `'${step}'`)).join(", ");
  const isMeantForAction = type === "extra_forbidden" && loc.at(-1) === "id" && loc.at(-2) === "EventsNode";
  const text = message.includes("'") ? `"${message}"` : `'${message}'`;
  return `[{'loc': (${place}), 'type': '${type}', 'msg': ${text}}].${isMeantForAction ? EVENTS_NODE_ID : ""}`;
}

/** The path as the validator names it: wherever a union was told apart, the tag is a step of its own. */
function located(path: Misfit["path"], metric: JsonObject): (string | number)[] {
  const loc: (string | number)[] = [String(metric.metric_type)];
  let at: Json | undefined = metric;
  for (const step of path) {
    loc.push(step);
    at = isObject(at) || Array.isArray(at) ? (at as JsonObject)[step] : undefined;
    if (isObject(at) && typeof at.kind === "string" && step !== path.at(-1)) loc.push(at.kind);
  }
  return loc;
}

const TYPES: readonly (readonly [text: string, type: string])[] = [
  ["Field required", "missing"],
  ["Extra inputs", "extra_forbidden"],
  ["Unable to extract tag", "union_tag_not_found"],
  ["Input tag", "union_tag_invalid"],
  ["Input should be a valid string", "string_type"],
  ["Input should be a valid number", "float_type"],
  ["Input should be a valid integer", "int_type"],
  ["Input should be a valid boolean", "bool_type"],
  ["Input should be a valid list", "list_type"],
  ["Input should be a valid dictionary", "model_type"],
  ["List should have at most", "too_long"],
  ["Input should be", "enum"],
];

const typeOf = (message: string): string => TYPES.find(([text]) => message.startsWith(text))?.[1] ?? "value_error";

/**
 * The first metric whose window has no unit, unless it was stored that way: an old one may stay. A stored metric excuses
 * one that was sent, not two.
 */
export function unitlessWindow(metrics: readonly JsonObject[], stored: readonly JsonObject[]): number | undefined {
  const excuses = [...stored].filter(isUnitless);
  for (const [index, metric] of metrics.entries()) {
    if (!isUnitless(metric)) continue;
    const match = excuses.findIndex(
      (old) => (old.uuid ?? null) === (metric.uuid ?? null) && old.conversion_window === metric.conversion_window,
    );
    if (match < 0) return index;
    excuses.splice(match, 1);
  }
  return undefined;
}

const isUnitless = (metric: JsonObject): boolean =>
  (metric.conversion_window ?? null) !== null && !metric.conversion_window_unit;

export const UNITLESS_WINDOW =
  "conversion_window is set but conversion_window_unit is missing. A window without a unit is ignored, so the metric " +
  "counts events until the experiment ends. Set conversion_window_unit to one of 'second', 'minute', 'hour', 'day', " +
  "'week', 'month', or remove conversion_window.";
