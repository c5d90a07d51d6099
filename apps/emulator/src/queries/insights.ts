import {
  breakdownFilter,
  chartDisplay,
  chartStyle,
  compareFilter,
  conversionGoal,
  customizations,
  customizationsByValue,
  dateRange,
  goalLine,
  interval,
  legendPosition,
  modifiers,
  queryLogTags,
} from "./blocks.js";
import { filterList, filtersOrGroup } from "./property-filters.js";
import {
  actionsNode,
  dataWarehouseNode,
  eventsNode,
  exclusions,
  funnelsDataWarehouseNode,
  groupNode,
  lifecycleDataWarehouseNode,
} from "./series.js";
import {
  all,
  anyOf,
  boolean,
  integer,
  lazy,
  listOf,
  node,
  nodeOf,
  number,
  object,
  oneOf,
  string,
  words,
  type Members,
} from "./shape.js";

/** Product analytics sources. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

const base: Members = {
  dateRange,
  filterTestAccounts: boolean,
  properties: filtersOrGroup,
  aggregation_group_type_index: integer,
  samplingFactor: number,
  dataColorTheme: number,
  modifiers,
  tags: queryLogTags,
};

const calendarHeatmapFilter = object({}, { bucketBySessionStart: boolean });

const trendsFilter = object(
  {},
  {
    display: chartDisplay,
    formulaNodes: listOf(object({ formula: string }, { custom_name: string })),
    formulas: listOf(string),
    ...all(string, "formula aggregationAxisPrefix aggregationAxisPostfix xAxisLabel yAxisLabel"),
    ...all(integer, "smoothingIntervals breakdown_histogram_bin_count"),
    aggregationAxisFormat: words(
      "numeric duration duration_ms duration_ns percentage percentage_scaled currency short",
    ),
    ...all(number, "decimalPlaces minDecimalPlaces movingAverageIntervals confidenceLevel"),
    yAxisScaleType: words("log10 linear"),
    ...all(
      boolean,
      `showLegend showValuesOnSeries showLabelsOnSeries showPercentStackView stackBreakdownValues showMultipleYAxes
       showAlertThresholdLines showAnnotations showTrendLines showMovingAverage showConfidenceIntervals hideWeekends
       excludeBoxPlotOutliers metricShowChange metricColorByDirection`,
    ),
    legendPosition,
    detailedResultsAggregationType: words("total average median"),
    goalLines: listOf(goalLine),
    resultCustomizationBy: words("value position"),
    resultCustomizations: customizations,
    hiddenLegendIndexes: listOf(integer),
    chartStyle,
    metricSummary: words("total average latest"),
    ...all(
      string,
      `metricChangeIncreaseColor metricChangeDecreaseColor metricLineIncreaseColor metricLineDecreaseColor`,
    ),
  },
);

export const trendsQuery = node(
  "TrendsQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, dataWarehouseNode, groupNode])) },
  { ...base, interval, trendsFilter, breakdownFilter, compareFilter, conversionGoal, calendarHeatmapFilter },
);

const funnelsFilter = object(
  {},
  {
    funnelVizType: words("steps time_to_convert trends flow"),
    funnelOrderType: words("ordered unordered strict"),
    ...all(integer, "funnelWindowInterval breakdownAttributionValue funnelFromStep funnelToStep binCount"),
    funnelWindowIntervalUnit: words("second minute hour day week month"),
    funnelStepReference: words("total previous"),
    layout: words("horizontal vertical"),
    exclusions,
    breakdownAttributionType: words("first_touch last_touch all_events step"),
    ...all(string, "breakdownSorting funnelAggregateByHogQL"),
    hiddenLegendBreakdowns: listOf(string),
    resultCustomizations: customizationsByValue,
    goalLines: listOf(goalLine),
    ...all(
      boolean,
      `customAggregationTarget showValuesOnSeries showLegend showTrendLines showAnnotations
       hideIncompleteConversionWindowPeriods useUdf`,
    ),
    legendPosition,
    chartStyle,
  },
);

export const funnelsQuery = node(
  "FunnelsQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, funnelsDataWarehouseNode, groupNode])) },
  { ...base, interval, funnelsFilter, breakdownFilter, compareFilter },
);

const retentionEntity = object(
  {},
  {
    id: anyOf(string, number),
    ...all(string, "name uuid custom_name table_name timestamp_field aggregation_target_field"),
    type: words("events actions data_warehouse new_entity groups"),
    kind: words("EventsNode ActionsNode"),
    order: integer,
    properties: filterList,
  },
);

const retentionFilter = object(
  {},
  {
    period: words("Hour Day Week Month"),
    ...all(integer, "totalIntervals minimumOccurrences selectedInterval cohortLabelStartIndex"),
    retentionType: words("retention_recurring retention_first_time retention_first_ever_occurrence"),
    retentionReference: words("total previous"),
    targetEntity: retentionEntity,
    returningEntity: retentionEntity,
    ...all(boolean, "cumulative customAggregationTarget showTrendLines showMean"),
    timeWindowMode: words("strict_calendar_dates 24_hour_windows"),
    retentionCustomBrackets: listOf(number),
    aggregationType: words("count sum avg"),
    aggregationProperty: string,
    aggregationPropertyType: words("event person data_warehouse"),
    meanRetentionCalculation: words("simple weighted none"),
    display: chartDisplay,
    dashboardDisplay: words("table_only graph_only all"),
    goalLines: listOf(goalLine),
    chartStyle,
  },
);

export const retentionQuery = node("RetentionQuery", { retentionFilter }, { ...base, breakdownFilter });

const pathCleaning = listOf(object({}, { ...all(string, "alias regex"), order: number }));

const pathsFilter = object(
  {},
  {
    includeEventTypes: listOf(words("$pageview $screen custom_event hogql")),
    ...all(string, "pathsHogQLExpression startPoint endPoint pathStartKey pathEndKey pathDropoffKey"),
    ...all(listOf(string), "pathGroupings excludeEvents"),
    ...all(integer, "stepLimit edgeLimit minEdgeWeight maxEdgeWeight"),
    ...all(boolean, "pathReplacements showFullUrls"),
    localPathCleaningFilters: pathCleaning,
  },
);

export const pathsQuery = node(
  "PathsQuery",
  { pathsFilter },
  {
    ...base,
    funnelPathsFilter: object(
      { funnelSource: lazy(() => funnelsQuery.shape) },
      {
        funnelPathType: words("funnel_path_before_step funnel_path_between_steps funnel_path_after_step"),
        funnelStep: integer,
      },
    ),
  },
);

const timeUnit = words("second minute hour day week month");
const pathItem = object({ event: string }, { label: string });

export const pathsV2Query = node(
  "PathsV2Query",
  {},
  {
    dateRange,
    filterTestAccounts: boolean,
    properties: filtersOrGroup,
    dataColorTheme: number,
    modifiers,
    tags: queryLogTags,
    pathsV2Filter: object(
      {},
      {
        stepSources: listOf(object({ event: string }, { namingProperty: string })),
        ...all(integer, "maxSteps maxRowsPerStep gapInterval conversionWindowInterval"),
        gapIntervalUnit: timeUnit,
        conversionWindowIntervalUnit: timeUnit,
        ...all(boolean, "collapseRepeats applyTeamPathCleaning"),
        localPathCleaningFilters: pathCleaning,
        excludedItems: listOf(pathItem),
        anchor: object({ item: pathItem, type: words("start end") }),
      },
    ),
  },
);

const { aggregation_group_type_index: _, ...stickinessBase } = base;

export const stickinessQuery = node(
  "StickinessQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, dataWarehouseNode])) },
  {
    ...stickinessBase,
    interval,
    intervalCount: integer,
    compareFilter,
    stickinessFilter: object(
      {},
      {
        display: chartDisplay,
        ...all(boolean, "showLegend showValuesOnSeries showMultipleYAxes"),
        legendPosition,
        stickinessCriteria: object({ operator: words("gte lte exact"), value: integer }),
        computedAs: words("non_cumulative cumulative"),
        resultCustomizationBy: words("value position"),
        resultCustomizations: customizations,
        hiddenLegendIndexes: listOf(integer),
        chartStyle,
      },
    ),
  },
);

export const lifecycleQuery = node(
  "LifecycleQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, lifecycleDataWarehouseNode])) },
  {
    ...base,
    interval,
    customAggregationTarget: boolean,
    lifecycleFilter: object(
      {},
      {
        toggledLifecycles: listOf(oneOf("new", "resurrecting", "returning", "dormant")),
        ...all(boolean, "showValuesOnSeries showPercentagesOnSeries showLegend stacked"),
        legendPosition,
      },
    ),
  },
);

export const calendarHeatmapQuery = node(
  "CalendarHeatmapQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, dataWarehouseNode])) },
  { ...base, interval, calendarHeatmapFilter, conversionGoal },
);
