import { isObject, type Json, type JsonObject } from "../../json.js";
import { python } from "../../python.js";
import { boolean, integer, number, object, oneOf, string, words, type Shape } from "../../queries/shape.js";
import { invalid } from "../../server/errors.js";
import { sourceOf } from "./query.js";

/** What has to fit together in an alert. */
export interface AlertRules {
  readonly query: Json;
  readonly condition: Json | undefined;
  readonly config: Json | undefined;
  readonly threshold: Json | undefined;
  readonly detector: JsonObject | null;
  readonly needsBounds: boolean;
}

export const thresholdShape = object(
  { type: words("absolute percentage") },
  { bounds: object({}, { lower: number, upper: number }) },
);
const conditionShape = object({ type: words("absolute_value relative_increase relative_decrease") });

const configShapes: Readonly<Record<string, Shape>> = {
  TrendsAlertConfig: object(
    { type: oneOf("TrendsAlertConfig"), series_index: integer },
    { check_ongoing_interval: boolean },
  ),
  HogQLAlertConfig: object(
    { type: oneOf("HogQLAlertConfig"), evaluation: words("last_row first_row any_row") },
    { column: string, label_column: string },
  ),
  FunnelsAlertConfig: object(
    { type: oneOf("FunnelsAlertConfig"), metric: words("conversion_from_start conversion_from_previous") },
    { funnel_step: integer, check_ongoing_interval: boolean },
  ),
};

const BOUNDS_NEEDED = "At least one threshold bound (lower or upper) must be provided.";
const NO_TIME_SERIES = ["ActionsTable", "ActionsPie", "ActionsBarValue", "WorldMap", "BoldNumber", "CalendarHeatmap"];

/**
 * Refuses what PostHog could not look at. Nothing but the missing bound names a field.
 *
 * Source: `PostHog/posthog: products/alerts/backend/evaluation/validation.py`.
 */
export function checkAlert(rules: AlertRules): void {
  const { condition, config, detector, needsBounds } = rules;
  if (condition === undefined || conditionShape(condition))
    throw invalid(`Alert has invalid condition: ${python(condition)}`);
  const source = sourceOf(rules.query) ?? {};
  const kind = String(source.kind);
  if (detector !== null && kind !== "TrendsQuery" && kind !== "HogQLQuery")
    throw invalid(`Anomaly detection alerts aren't supported for ${kind} insights`);
  const type = isObject(config) && typeof config.type === "string" ? config.type : "";
  const check = byConfig[type];
  if (!isObject(config) || !check) throw invalid(`Unsupported alert config type: ${python(config)}`);
  const threshold = isObject(rules.threshold) ? rules.threshold : undefined;
  const relation = (condition as JsonObject).type as string;
  check({ source, kind, config, relation, threshold, detector });
  const { lower, upper } = boundsOf(threshold);
  if (needsBounds && typeof lower !== "number" && typeof upper !== "number")
    throw invalid(BOUNDS_NEEDED, "threshold__configuration");
}

interface Parts {
  readonly source: JsonObject;
  readonly kind: string;
  readonly config: JsonObject;
  readonly relation: string;
  readonly threshold: JsonObject | undefined;
  readonly detector: JsonObject | null;
}

const byConfig: Readonly<Record<string, (parts: Parts) => void>> = {
  TrendsAlertConfig: checkTrends,
  HogQLAlertConfig: checkSql,
  FunnelsAlertConfig: checkFunnel,
};

function checkTrends({ source, kind, config, relation, threshold, detector }: Parts): void {
  checkShape(config);
  if (kind !== "TrendsQuery") throw invalid(`Alert's insight query kind '${kind}' is not supported (only TrendsQuery)`);
  const filter = isObject(source.trendsFilter) ? source.trendsFilter : {};
  const isSeries = !NO_TIME_SERIES.includes(filter.display as string);
  if (detector !== null && !isSeries) throw invalid("Anomaly detection isn't supported for non time series trends");
  if (relation !== "absolute_value" && !isSeries)
    throw invalid(`Relative alert condition '${relation}' is not compatible with non time series trends`);
  const count = lengthOf(filter.formulaNodes) || lengthOf(source.series);
  const index = config.series_index as number;
  if (index >= count) throw invalid(`series_index ${index} is out of range (query has ${count} series)`);
  checkRelation(relation, threshold);
  if (threshold && config.check_ongoing_interval === true && relation !== "relative_decrease")
    if (typeof boundsOf(threshold).upper !== "number")
      throw invalid(
        `check_ongoing_interval is only supported for alert condition ${relation} when upper threshold is specified`,
      );
}

function checkSql({ kind, config, relation, threshold, detector }: Parts): void {
  if (kind !== "HogQLQuery") throw invalid(`SQL alert config requires a HogQLQuery insight, got '${kind}'`);
  checkShape(config);
  if (config.evaluation === "any_row") {
    if (relation !== "absolute_value") throw invalid("Any-row SQL alerts only support absolute value conditions");
    if (detector !== null)
      throw invalid("Anomaly detection isn't supported for any-row SQL alerts — use last-row or first-row");
  }
  checkRelation(relation, threshold);
}

function checkFunnel({ source, kind, config, relation, threshold }: Parts): void {
  if (kind !== "FunnelsQuery") throw invalid(`Funnel alert config requires a FunnelsQuery insight, got '${kind}'`);
  checkShape(config);
  const filter = isObject(source.funnelsFilter) ? source.funnelsFilter : {};
  if (relation !== "absolute_value" && filter.funnelVizType !== "trends")
    throw invalid("This funnel only supports absolute value conditions");
  checkRelation(relation, threshold);
}

function checkShape(config: JsonObject): void {
  const type = config.type as string;
  if (configShapes[type]!(config)) throw invalid(`Alert has invalid ${type}: ${python(config)}`);
}

function checkRelation(relation: string, threshold: JsonObject | undefined): void {
  if (threshold && relation === "absolute_value" && threshold.type !== "absolute")
    throw invalid("Absolute value alerts require an absolute threshold, but a percentage threshold was configured");
}

const boundsOf = (threshold: JsonObject | undefined): JsonObject =>
  isObject(threshold?.bounds) ? threshold.bounds : {};
const lengthOf = (value: Json | undefined): number => (Array.isArray(value) ? value.length : 0);
