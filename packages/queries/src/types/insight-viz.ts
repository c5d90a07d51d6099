import type { ProductSource } from "./product-source.js";
import type { WebOverviewQuery, WebStatsTableQuery } from "./web.js";

/** What an insight of product or web analytics can show. */
export type InsightVizSource = ProductSource | WebOverviewQuery | WebStatsTableQuery;

/** Looks of a retention table. */
export interface RetentionVizOptions {
  /** Leave out the line chart. */
  readonly hideLineGraph?: boolean;
  /** Leave out the column with the cohorts' sizes. */
  readonly hideSizeColumn?: boolean;
  /** Use the small layout. */
  readonly useSmallLayout?: boolean;
}

/** Looks of a pie chart. */
export interface PieVizOptions {
  /** Do not lift a slice when the pointer is over it. */
  readonly disableHoverOffset?: boolean;
  /** Leave out the total. */
  readonly hideAggregation?: boolean;
}

/** Looks that only some ways of showing have. */
export interface VizSpecificOptions {
  /** Retention tables. */
  readonly RETENTION?: RetentionVizOptions;
  /** Pie charts. */
  readonly ActionsPie?: PieVizOptions;
}

/** What the page of an insight shows around its chart. Most insights need none of it. */
export interface InsightVizOptions {
  /** Show most controls. */
  readonly full?: boolean;
  /** Show the header. */
  readonly showHeader?: boolean;
  /** Show the table below the chart. */
  readonly showTable?: boolean;
  /** Show the table of correlations below a funnel. */
  readonly showCorrelationTable?: boolean;
  /** Show when the results were computed. */
  readonly showLastComputation?: boolean;
  /** Show the button that computes them anew. */
  readonly showLastComputationRefresh?: boolean;
  /** Show the editor's filters. */
  readonly showFilters?: boolean;
  /** Show the results. */
  readonly showResults?: boolean;
  /** The insight stands inside another box with a border. */
  readonly embedded?: boolean;
  /** Do not warn of events without a session. */
  readonly suppressSessionAnalysisWarning?: boolean;
  /** Do not open the list of persons on a click. */
  readonly hidePersonsModal?: boolean;
  /** Hide the tooltip while scrolling. */
  readonly hideTooltipOnScroll?: boolean;
  /** Looks that only some ways of showing have. */
  readonly vizSpecificOptions?: VizSpecificOptions;
}

/** An insight's query with what is shown around it. */
export interface InsightVizNode extends InsightVizOptions {
  /** An insight of product or web analytics. */
  readonly kind: "InsightVizNode";
  /** The query. */
  readonly source: InsightVizSource;
  /** The schema version stamped by PostHog's UI. Accepted in pasted queries, never compared, never sent. */
  readonly version?: number | null;
}
