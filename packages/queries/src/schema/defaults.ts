import { isRef } from "@posthog-definitions/core";
import { isObject } from "./wire.js";

/** Defaults of queries, by kind, and of the blocks in them, by the name of the member that holds the block. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  TrendsQuery: { interval: "day", filterTestAccounts: false },
  FunnelsQuery: { filterTestAccounts: false },
  RetentionQuery: { filterTestAccounts: false },
  PathsQuery: { filterTestAccounts: false },
  StickinessQuery: { interval: "day", filterTestAccounts: false },
  LifecycleQuery: { interval: "day", filterTestAccounts: false },
  dateRange: { explicitDate: false },
  compareFilter: { compare: false },
  breakdownFilter: { breakdown_type: "event" },
  calendarHeatmapFilter: { bucketBySessionStart: false },
  trendsFilter: {
    display: "ActionsLineGraph",
    smoothingIntervals: 1,
    aggregationAxisFormat: "numeric",
    yAxisScaleType: "linear",
    showLegend: false,
    legendPosition: "bottom",
    showValuesOnSeries: false,
    showPercentStackView: false,
    stackBreakdownValues: false,
    showMultipleYAxes: false,
    showAlertThresholdLines: false,
    showAnnotations: true,
    hideWeekends: false,
    excludeBoxPlotOutliers: true,
    resultCustomizationBy: "value",
    metricShowChange: true,
    metricSummary: "total",
    metricColorByDirection: false,
  },
  funnelsFilter: {
    funnelVizType: "steps",
    funnelOrderType: "ordered",
    funnelWindowInterval: 14,
    funnelWindowIntervalUnit: "day",
    funnelStepReference: "total",
    layout: "vertical",
    breakdownAttributionType: "first_touch",
    showValuesOnSeries: false,
    showLegend: false,
    legendPosition: "bottom",
    showAnnotations: true,
    hideIncompleteConversionWindowPeriods: false,
  },
  retentionFilter: {
    period: "Day",
    totalIntervals: 8,
    aggregationType: "count",
    aggregationPropertyType: "event",
    cohortLabelStartIndex: 0,
  },
  pathsFilter: { stepLimit: 5, edgeLimit: 50 },
  stickinessFilter: { legendPosition: "bottom", resultCustomizationBy: "value" },
  lifecycleFilter: { showLegend: false, legendPosition: "bottom", stacked: true },
};

/**
 * A query without what is the default anyway. Endpoints keep queries with all defaults filled in (insights keep them as
 * sent), so there a default that is said and one that is not are the same.
 */
export function withoutDefaults(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutDefaults(item));
  if (!isObject(value) || isRef(value)) return value;
  const usual = DEFAULTS[typeof value["kind"] === "string" ? value["kind"] : name] ?? {};
  const ownData = value["kind"] === "HogQLQuery" ? "values" : undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field, item]) => !(Object.hasOwn(usual, field) && usual[field] === item))
      .map(([field, item]) => [field, field === ownData ? item : withoutDefaults(item, field)]),
  );
}
