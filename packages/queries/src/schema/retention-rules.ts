/**
 * What the retention runner refuses.
 * Source: PostHog/posthog: products/product_analytics/backend/hogql_queries/retention/retention_validation_rules.py.
 */
import type { Report, Rule } from "./strict.js";
import { isObject } from "./wire.js";

const MAX_INTERVALS = 100;

type Filter = Record<string, unknown>;

const ofFilter =
  (check: (filter: Filter, query: Filter, report: Report) => void): Rule =>
  (query, report) => {
    const filter = query["retentionFilter"];
    if (isObject(filter)) check(filter, query, (message, ...path) => report(message, "retentionFilter", ...path));
  };

const fromWarehouse = (entity: unknown): boolean => isObject(entity) && entity["type"] === "data_warehouse";

const intervals = ofFilter(({ totalIntervals, retentionCustomBrackets: brackets }, _query, report) => {
  if (typeof totalIntervals === "number" && (totalIntervals < 1 || totalIntervals > MAX_INTERVALS))
    report(`is 1 to ${MAX_INTERVALS}`, "totalIntervals");
  if (!Array.isArray(brackets)) return;
  const sum = brackets.reduce<number>((total, width) => total + (typeof width === "number" ? width : 0), 0);
  if (brackets.length > MAX_INTERVALS || sum > MAX_INTERVALS)
    report(
      `at most ${MAX_INTERVALS} intervals, and at most ${MAX_INTERVALS} periods in sum`,
      "retentionCustomBrackets",
    );
});

const aggregation = ofFilter(({ aggregationType, aggregationProperty }, _query, report) => {
  if ((aggregationType === "sum" || aggregationType === "avg") && !aggregationProperty)
    report(`is needed with \`aggregationType: "${aggregationType}"\``, "aggregationProperty");
});

const windows24 = ofFilter((filter, query, report) => {
  if (filter["timeWindowMode"] !== "24_hour_windows") return;
  const excludes = (what: string): void => report(`24 hour windows do not go with ${what}`, "timeWindowMode");
  if (filter["cumulative"] === true) excludes("`cumulative`");
  if (filter["aggregationType"] === "sum" || filter["aggregationType"] === "avg") excludes("a sum or average");
  if (!fromWarehouse(filter["targetEntity"]) && !fromWarehouse(filter["returningEntity"])) return;
  if (query["breakdownFilter"] !== undefined) excludes("a breakdown over the data warehouse");
  if (typeof query["aggregation_group_type_index"] === "number") excludes("groups over the data warehouse");
});

const ownTarget = ofFilter((filter, _query, report) => {
  if (filter["customAggregationTarget"] !== true) return;
  if (!fromWarehouse(filter["targetEntity"]) || !fromWarehouse(filter["returningEntity"]))
    report("needs both entities from the data warehouse", "customAggregationTarget");
});

export const retentionRules: readonly Rule[] = [intervals, aggregation, windows24, ownTarget];
