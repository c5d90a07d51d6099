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
  allUsually,
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
  usually,
  words,
  type Members,
} from "./shape.js";

/** Product analytics sources. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

const base: Members = {
  dateRange,
  filterTestAccounts: usually(boolean, false),
  properties: usually(filtersOrGroup, []),
  aggregation_group_type_index: integer,
  samplingFactor: number,
  dataColorTheme: number,
  modifiers,
  tags: queryLogTags,
};

const daily = usually(interval, "day");

const calendarHeatmapFilter = object({}, { bucketBySessionStart: usually(boolean, false) });

const trendsFilter = object(
  {},
  {
    display: usually(chartDisplay, "ActionsLineGraph"),
    formulaNodes: listOf(object({ formula: string }, { custom_name: string })),
    formulas: listOf(string),
    ...all(string, "formula aggregationAxisPrefix aggregationAxisPostfix xAxisLabel yAxisLabel"),
    smoothingIntervals: usually(integer, 1),
    breakdown_histogram_bin_count: integer,
    aggregationAxisFormat: usually(
      words("numeric duration duration_ms duration_ns percentage percentage_scaled currency short"),
      "numeric",
    ),
    ...all(number, "decimalPlaces minDecimalPlaces movingAverageIntervals confidenceLevel"),
    yAxisScaleType: words("log10 linear"),
    ...all(boolean, "showLabelsOnSeries showTrendLines showMovingAverage showConfidenceIntervals"),
    ...allUsually(
      boolean,
      false,
      `showLegend showValuesOnSeries showPercentStackView stackBreakdownValues showMultipleYAxes showAlertThresholdLines
       hideWeekends metricColorByDirection`,
    ),
    ...allUsually(boolean, true, "showAnnotations excludeBoxPlotOutliers metricShowChange"),
    legendPosition: usually(legendPosition, "bottom"),
    detailedResultsAggregationType: words("total average median"),
    goalLines: listOf(goalLine),
    resultCustomizationBy: usually(words("value position"), "value"),
    resultCustomizations: customizations,
    hiddenLegendIndexes: listOf(integer),
    chartStyle,
    metricSummary: usually(words("total average latest"), "total"),
    ...all(
      string,
      `metricChangeIncreaseColor metricChangeDecreaseColor metricLineIncreaseColor metricLineDecreaseColor`,
    ),
  },
);

export const trendsQuery = node(
  "TrendsQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, dataWarehouseNode, groupNode])) },
  { ...base, interval: daily, trendsFilter, breakdownFilter, compareFilter, conversionGoal, calendarHeatmapFilter },
);

const funnelsFilter = object(
  {},
  {
    funnelVizType: usually(words("steps time_to_convert trends flow"), "steps"),
    funnelOrderType: usually(words("ordered unordered strict"), "ordered"),
    funnelWindowInterval: usually(integer, 14),
    ...all(integer, "breakdownAttributionValue funnelFromStep funnelToStep binCount"),
    funnelWindowIntervalUnit: usually(words("second minute hour day week month"), "day"),
    funnelStepReference: usually(words("total previous"), "total"),
    layout: usually(words("horizontal vertical"), "vertical"),
    exclusions: usually(exclusions, []),
    breakdownAttributionType: usually(words("first_touch last_touch all_events step"), "first_touch"),
    ...all(string, "breakdownSorting funnelAggregateByHogQL"),
    hiddenLegendBreakdowns: listOf(string),
    resultCustomizations: customizationsByValue,
    goalLines: listOf(goalLine),
    ...all(boolean, "customAggregationTarget showTrendLines useUdf"),
    ...allUsually(boolean, false, "showValuesOnSeries showLegend hideIncompleteConversionWindowPeriods"),
    showAnnotations: usually(boolean, true),
    legendPosition: usually(legendPosition, "bottom"),
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
    period: usually(words("Hour Day Week Month"), "Day"),
    totalIntervals: usually(integer, 8),
    cohortLabelStartIndex: usually(integer, 0),
    ...all(integer, "minimumOccurrences selectedInterval"),
    retentionType: words("retention_recurring retention_first_time retention_first_ever_occurrence"),
    retentionReference: words("total previous"),
    targetEntity: retentionEntity,
    returningEntity: retentionEntity,
    ...all(boolean, "cumulative customAggregationTarget showTrendLines showMean"),
    timeWindowMode: words("strict_calendar_dates 24_hour_windows"),
    retentionCustomBrackets: listOf(number),
    aggregationType: usually(words("count sum avg"), "count"),
    aggregationProperty: string,
    aggregationPropertyType: usually(words("event person data_warehouse"), "event"),
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
    stepLimit: usually(integer, 5),
    edgeLimit: usually(integer, 50),
    ...all(integer, "minEdgeWeight maxEdgeWeight"),
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
    interval: daily,
    intervalCount: integer,
    compareFilter,
    stickinessFilter: object(
      {},
      {
        display: chartDisplay,
        ...all(boolean, "showLegend showValuesOnSeries showMultipleYAxes"),
        legendPosition: usually(legendPosition, "bottom"),
        stickinessCriteria: object({ operator: words("gte lte exact"), value: integer }),
        computedAs: words("non_cumulative cumulative"),
        resultCustomizationBy: usually(words("value position"), "value"),
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
    interval: daily,
    customAggregationTarget: boolean,
    lifecycleFilter: object(
      {},
      {
        toggledLifecycles: listOf(oneOf("new", "resurrecting", "returning", "dormant")),
        ...all(boolean, "showValuesOnSeries showPercentagesOnSeries"),
        showLegend: usually(boolean, false),
        stacked: usually(boolean, true),
        legendPosition: usually(legendPosition, "bottom"),
      },
    ),
  },
);

export const calendarHeatmapQuery = node(
  "CalendarHeatmapQuery",
  { series: listOf(nodeOf(() => [eventsNode, actionsNode, dataWarehouseNode])) },
  { ...base, interval: daily, calendarHeatmapFilter, conversionGoal },
);
