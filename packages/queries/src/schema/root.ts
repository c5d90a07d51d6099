import { tableSources } from "./data-table.js";
import { insightVizSources } from "./insight-viz.js";
import { isNode, type QueryNode, type Wire } from "./wire.js";

const isInsight = (kind: string): boolean => Object.hasOwn(insightVizSources, kind);
const isTable = (kind: string): boolean => Object.hasOwn(tableSources, kind);

/**
 * A query inside the node with which PostHog's UI shows it. SQL goes into a `DataVisualizationNode`, which the UI opens
 * in the SQL editor and can turn into a chart.
 */
export function wrapped(query: Wire): QueryNode {
  if (!isNode(query)) return query as QueryNode;
  if (query.kind === "HogQLQuery") return { kind: "DataVisualizationNode", source: query };
  if (isTable(query.kind)) return { kind: "DataTableNode", source: query };
  return asShown(query);
}

/** An insight saved without its wrapper is shown as if it had one, so it is no different. */
export function asShown(query: QueryNode): QueryNode {
  return isNode(query) && isInsight(query.kind) ? { kind: "InsightVizNode", source: query } : query;
}
