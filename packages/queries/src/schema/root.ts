import { isNode, type QueryNode, type Wire } from "./wire.js";

const SAVABLE = new Set(["InsightVizNode", "DataVisualizationNode", "DataTableNode", "HogQuery"]);
const IN_INSIGHT_VIZ = new Set([
  "TrendsQuery",
  "FunnelsQuery",
  "RetentionQuery",
  "PathsQuery",
  "PathsV2Query",
  "StickinessQuery",
  "LifecycleQuery",
  "WebStatsTableQuery",
  "WebOverviewQuery",
]);

/**
 * A query inside the node with which PostHog's UI shows it. SQL goes into a `DataVisualizationNode`, which the UI opens
 * in the SQL editor and can turn into a chart.
 */
export function wrapped(query: Wire): QueryNode {
  if (!isNode(query) || SAVABLE.has(query.kind)) return query as QueryNode;
  if (IN_INSIGHT_VIZ.has(query.kind)) return { kind: "InsightVizNode", source: query };
  if (query.kind === "HogQLQuery") return { kind: "DataVisualizationNode", source: query };
  return { kind: "DataTableNode", source: query };
}
