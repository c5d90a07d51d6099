import type {
  InsightVizNode,
  InsightVizSource,
  PieVizOptions,
  RetentionVizOptions,
  VizSpecificOptions,
} from "../types/insight-viz.js";
import { by, choice } from "./choice.js";
import { kind } from "./node.js";
import { productSources } from "./product-sources.js";
import { flag, strict, version } from "./strict.js";
import { webOverviewQuery, webStatsTableQuery } from "./web.js";

/** The sources that an `InsightVizNode` shows, by kind. */
export const insightVizSources = {
  ...productSources,
  WebOverviewQuery: webOverviewQuery,
  WebStatsTableQuery: webStatsTableQuery,
};

const vizSpecificOptions = strict<VizSpecificOptions>()({
  RETENTION: strict<RetentionVizOptions>()({
    hideLineGraph: flag,
    hideSizeColumn: flag,
    useSmallLayout: flag,
  }).optional(),
  ActionsPie: strict<PieVizOptions>()({ disableHoverOffset: flag, hideAggregation: flag }).optional(),
});

export const insightVizSource = choice<InsightVizSource>()(
  insightVizSources,
  by("kind", Object.keys(insightVizSources) as (keyof typeof insightVizSources)[], "an insight's source"),
);

export const insightVizNode = strict<InsightVizNode>()({
  kind: kind("InsightVizNode"),
  source: insightVizSource,
  full: flag,
  showHeader: flag,
  showTable: flag,
  showCorrelationTable: flag,
  showLastComputation: flag,
  showLastComputationRefresh: flag,
  showFilters: flag,
  showResults: flag,
  embedded: flag,
  suppressSessionAnalysisWarning: flag,
  hidePersonsModal: flag,
  hideTooltipOnScroll: flag,
  vizSpecificOptions: vizSpecificOptions.optional(),
  version,
});
