import type { JsonObject } from "../json.js";
import {
  all,
  anyOf,
  anything,
  boolean,
  integer,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  string,
  usually,
  withDump,
  words,
} from "./shape.js";

/** Blocks that many query nodes share. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

export const interval = words("second minute hour day week month quarter year");

export const dateRange = object(
  {},
  {
    ...all(string, "date_from date_to"),
    explicitDate: usually(boolean, false),
    daysOfWeek: listOf(oneOf(1, 2, 3, 4, 5, 6, 7)),
    excludeIncompletePeriods: boolean,
  },
);

export const compareFilter = object({}, { compare: usually(boolean, false), compare_to: string });

const breakdownType = words(`
  cohort person event event_metadata group session hogql data_warehouse data_warehouse_person_property revenue_analytics
`);
const stringOrInteger = anyOf(string, integer);

export const breakdownFilter = object(
  {},
  {
    breakdown_type: usually(breakdownType, "event"),
    breakdown: anyOf(string, integer, listOf(stringOrInteger)),
    ...all(integer, "breakdown_group_type_index breakdown_limit breakdown_histogram_bin_count"),
    ...all(boolean, "breakdown_normalize_url breakdown_path_cleaning breakdown_hide_other_aggregation"),
    breakdowns: listOf(
      object(
        { property: stringOrInteger },
        { type: breakdownType, ...all(integer, "group_type_index histogram_bin_count"), normalize_url: boolean },
      ),
      3,
    ),
  },
);

export const conversionGoal = anyOf(object({ actionId: integer }), object({ customEventName: string }));

export const queryLogTags = object({}, all(string, "scene productKey name"));

export const chartDisplay = words(`
  Auto ActionsLineGraph ActionsBar ActionsUnstackedBar ActionsStackedBar ActionsAreaGraph ActionsLineGraphCumulative
  BoldNumber Metric ActionsPie ActionsDonut ActionsBarValue ActionsTable WorldMap CalendarHeatmap TwoDimensionalHeatmap
  BoxPlot SlopeGraph ScatterPlot
`);

export const legendPosition = words("top bottom left right");
export const chartStyle = object({}, { curve: words("linear smooth"), seriesColorMode: words("palette opacity") });

export const goalLine = object(
  { label: string, value: number },
  { borderColor: string, displayLabel: boolean, displayIfCrossed: boolean, position: words("start end") },
);

const colorToken = oneOf(...Array.from({ length: 15 }, (_, index) => `preset-${index + 1}`));
const customization = (assignmentBy: string) =>
  object({ assignmentBy: oneOf(assignmentBy) }, { color: colorToken, hidden: boolean });

export const customizationsByValue = mapOf(customization("value"));
/** All by value or all by position, never mixed. */
export const customizations = anyOf(customizationsByValue, mapOf(customization("position")));

const knownModifiers = Object.fromEntries(
  `bounceRateDurationSeconds bounceRatePageViewMode convertToProjectTimezone customChannelTypeRules
   dataWarehouseEventsModifiers debug forceClickhouseDataSkippingIndexes formatCsvAllowDoubleQuotes inCohortVia
   inlineCohortCalculation materializationMode materializedColumnsOptimizationMode optimizeJoinedFilters
   optimizeProjections parserMode personsArgMaxVersion personsJoinMode personsOnEventsMode propertyGroupsMode
   pushDownPredicates s3TableUseInvalidColumns sessionIdPushdown sessionPropertyPreAggregation sessionTableVersion
   sessionsV2JoinMode timings useMaterializedViews usePreaggregatedIntermediateResults
   usePreaggregatedTableTransforms useWebAnalyticsPreAggregatedTables`
    .split(/\s+/)
    .map((name) => [name, null]),
);

/** Engine switches are many and change often, and no client of the REST API sets them by name: any object is fine. */
export const modifiers = withDump(mapOf(anything), (value) => ({ ...knownModifiers, ...(value as JsonObject) }));
