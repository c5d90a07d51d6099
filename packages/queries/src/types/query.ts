import type { DataVisualizationNode } from "./data-visualization.js";
import type { DataTableNode, TableSource } from "./data-table.js";
import type { HogQLQuery, HogQuery } from "./hogql.js";
import type { InsightVizNode, InsightVizSource } from "./insight-viz.js";
import type { ActorsQuery } from "./tables.js";

/** A node in PostHog's own form, sent as it stands. {@link raw} makes it. */
export interface RawQuery {
  /** The node. */
  readonly $raw: {
    /** What the node is, such as `"InsightVizNode"`. */
    readonly kind: string;
    /** Whatever else it has. */
    readonly [field: string]: unknown;
  };
}

/** What an insight's `query` takes. */
export type Query =
  | InsightVizSource
  | HogQLQuery
  | TableSource
  | HogQuery
  | InsightVizNode
  | DataVisualizationNode
  | DataTableNode
  | RawQuery;

/** What an endpoint's `query` takes: a source without the node that shows it. */
export type EndpointQuery = InsightVizSource | HogQLQuery | RawQuery;

/** What a static cohort's `query` takes: a query of persons. */
export type CohortQuery = HogQLQuery | ActorsQuery | RawQuery;
