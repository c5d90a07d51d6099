import { chartDisplay, chartStyle, customizationsByValue, goalLine, legendPosition, queryLogTags } from "./blocks.js";
import {
  calendarHeatmapQuery,
  funnelsQuery,
  lifecycleQuery,
  pathsQuery,
  pathsV2Query,
  retentionQuery,
  stickinessQuery,
  trendsQuery,
} from "./insights.js";
import { eventsNode, actionsNode, dataWarehouseNode } from "./series.js";
import {
  all,
  anyOf,
  anything,
  boolean,
  listOf,
  mapOf,
  node,
  nodeOf,
  number,
  object,
  string,
  words,
  type Node,
} from "./shape.js";
import {
  actorsQuery,
  errorTrackingQuery,
  eventsQuery,
  groupsQuery,
  hogQLQuery,
  hogQuery,
  personsNode,
  sessionAttributionExplorerQuery,
  sessionsQuery,
  traceQuery,
  tracesQuery,
} from "./tables.js";
import {
  webExternalClicksTableQuery,
  webGoalsQuery,
  webOverviewQuery,
  webStatsTableQuery,
  webVitalsPathBreakdownQuery,
  webVitalsQuery,
} from "./web.js";

/** The nodes that an insight's `query` may be. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

export const insightSources: readonly Node[] = [
  trendsQuery,
  funnelsQuery,
  retentionQuery,
  pathsQuery,
  pathsV2Query,
  stickinessQuery,
  lifecycleQuery,
  webStatsTableQuery,
  webOverviewQuery,
];

const vizBooleans = `
  full showHeader showTable showCorrelationTable showLastComputation showLastComputationRefresh showFilters showResults
  embedded suppressSessionAnalysisWarning hidePersonsModal hideTooltipOnScroll
`;

const insightVizNode = node(
  "InsightVizNode",
  { source: nodeOf(() => insightSources) },
  {
    ...all(boolean, vizBooleans),
    vizSpecificOptions: object(
      {},
      {
        RETENTION: object({}, all(boolean, "hideLineGraph hideSizeColumn useSmallLayout")),
        ActionsPie: object({}, all(boolean, "disableHoverOffset hideAggregation")),
      },
    ),
  },
);

const chartAxis = object(
  { column: string },
  {
    settings: object(
      {},
      {
        formatting: object(
          {},
          { ...all(string, "prefix suffix"), style: words("none number short percent"), decimalPlaces: number },
        ),
        display: object(
          {},
          {
            ...all(string, "color label"),
            trendLine: boolean,
            yAxisPosition: words("left right"),
            displayType: words("auto line bar area"),
          },
        ),
      },
    ),
  },
);

const yAxisSettings = object(
  {},
  { label: string, scale: words("linear logarithmic"), ...all(boolean, "startAtZero showGridLines showTicks") },
);

const heatmap = object(
  {},
  {
    ...all(
      string,
      `xAxisColumn yAxisColumn valueColumn xAxisLabel yAxisLabel nullLabel nullValue gradientPreset sortColumn`,
    ),
    gradient: listOf(object({ value: number, color: string })),
    gradientScaleMode: words("absolute relative"),
    sortOrder: words("asc desc"),
  },
);

const chartSettings = object(
  {},
  {
    xAxis: chartAxis,
    ...all(string, "xAxisLabel seriesBreakdownColumn"),
    yAxis: listOf(chartAxis),
    goalLines: listOf(goalLine),
    leftYAxisSettings: yAxisSettings,
    rightYAxisSettings: yAxisSettings,
    ...all(
      boolean,
      `yAxisAtZero stackBars100 showXAxisTicks showXAxisBorder showYAxisBorder showLegend showValuesOnSeries
       showTotalRow showNullsAsZero showPieTotal`,
    ),
    heatmap,
    pie: object(
      {},
      { sliceContent: words("labels values none"), valueDisplay: words("absolute percentage"), showTotal: boolean },
    ),
    resultCustomizations: customizationsByValue,
    chartStyle,
    legendPosition,
    scatter: object({}, { xScale: words("linear logarithmic"), ...all(boolean, "xStartAtZero showBestFit") }),
    // The newest builds have it, and its keys are not settled.
    metric: mapOf(anything),
  },
);

const tableSettings = object(
  {},
  {
    columns: listOf(chartAxis),
    conditionalFormatting: listOf(
      object(
        { ...all(string, "id templateId columnName input color"), bytecode: listOf(anything) },
        { colorMode: words("light dark") },
      ),
    ),
    pinnedColumns: listOf(string),
    transpose: boolean,
  },
);

const dataVisualizationNode = node(
  "DataVisualizationNode",
  { source: nodeOf(() => [hogQLQuery]) },
  { display: chartDisplay, chartSettings, tableSettings },
);

const tableSources: readonly Node[] = [
  eventsNode,
  eventsQuery,
  personsNode,
  actorsQuery,
  groupsQuery,
  hogQLQuery,
  webOverviewQuery,
  webStatsTableQuery,
  webExternalClicksTableQuery,
  webGoalsQuery,
  webVitalsQuery,
  webVitalsPathBreakdownQuery,
  sessionAttributionExplorerQuery,
  sessionsQuery,
  errorTrackingQuery,
  tracesQuery,
  traceQuery,
];

const dataTableNode = node(
  "DataTableNode",
  { source: nodeOf(() => tableSources) },
  {
    ...all(listOf(string), "columns hiddenColumns pinnedColumns defaultColumns"),
    tags: queryLogTags,
    ...all(
      boolean,
      `full showEventFilter showEventsFilter showSearch showTestAccountFilters showHogQLEditor showActions
       showRecordingColumn showDateRange showExport showReload showCount showElapsedTime showTimings
       showColumnConfigurator showPersistentColumnConfigurator showSavedQueries showSavedFilters showTableViews
       showAbsoluteTime expandable propertiesViaUrl allowSorting showOpenEditorButton showResultsTable
       showSourceQueryOptions embedded`,
    ),
    showPropertyFilter: anyOf(boolean, listOf(string)),
    contextKey: string,
    context: object({ type: words("event_definition team_columns") }, { eventDefinitionId: string }),
  },
);

/** Wrappers, and the bare sources that PostHog takes too, although its UI expects wrappers. */
export const rootNodes: readonly Node[] = [
  insightVizNode,
  dataVisualizationNode,
  dataTableNode,
  hogQuery,
  ...insightSources,
  calendarHeatmapQuery,
  ...tableSources,
  actionsNode,
  dataWarehouseNode,
];
