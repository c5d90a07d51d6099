/**
 * Builders of PostHog's queries, and the types of everything in them. It needs nothing but the light half of core, so
 * that application code can import definitions. The other half, `./schema`, checks and spells out what they make.
 */
export {
  and,
  inCohort,
  notInCohort,
  or,
  where,
  whereGroup,
  wherePerson,
  whereSession,
  whereSql,
} from "./build/conditions.js";
export { eventNameOf } from "./build/event-name.js";
export { anyOf, event, type EventOptions } from "./build/series.js";
export { trends } from "./build/trends.js";
export { funnels } from "./build/funnels.js";
export { retention } from "./build/retention.js";
export { paths } from "./build/paths.js";
export { pathsV2 } from "./build/paths-v2.js";
export { stickiness } from "./build/stickiness.js";
export { lifecycle } from "./build/lifecycle.js";
export {
  experimentExposure,
  funnelMetric,
  meanMetric,
  ratioMetric,
  retentionMetric,
} from "./build/experiment-metrics.js";
export { webOverview, webStatsTable } from "./build/web.js";
export { insightViz } from "./build/insight-viz.js";
export { hog, hogql, sqlChart, sqlTable } from "./build/sql.js";
export { actorsQuery, dataTable, eventsQuery, groupsQuery, sessionsQuery } from "./build/tables.js";
export { raw } from "./build/raw.js";

export type * from "./types/breakdown.js";
export type * from "./types/currency.js";
export type * from "./types/data-table.js";
export type * from "./types/data-visualization.js";
export type * from "./types/event-name.js";
export type * from "./types/experiment.js";
export type * from "./types/experiment-exposure.js";
export type * from "./types/experiment-metrics.js";
export type * from "./types/filters.js";
export type * from "./types/funnels.js";
export type * from "./types/hogql.js";
export type * from "./types/insight-source.js";
export type * from "./types/insight-viz.js";
export type * from "./types/product-source.js";
export type * from "./types/lifecycle.js";
export type * from "./types/math.js";
export type * from "./types/modifiers.js";
export type * from "./types/node.js";
export type * from "./types/paths.js";
export type * from "./types/paths-v2.js";
export type * from "./types/presentation.js";
export type * from "./types/product-tables.js";
export type * from "./types/query.js";
export type * from "./types/retention.js";
export type * from "./types/series.js";
export type * from "./types/stickiness.js";
export type * from "./types/tables.js";
export type * from "./types/taxonomy.js";
export type * from "./types/time.js";
export type * from "./types/trends.js";
export type * from "./types/web.js";
export type * from "./types/where.js";
