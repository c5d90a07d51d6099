/**
 * The half of the package that needs zod: strict schemas of everything that the builders make, which also spell out the
 * short forms; and the normal form in which queries are compared, with its way to and from the wire.
 */
export { insightQuery } from "./schema/query.js";
export { normaliseQuery } from "./schema/normalise.js";
export { decodeQuery, encodeQuery, type RefOf } from "./schema/wire-form.js";
export { queryTargets } from "./schema/targets.js";
export { filterList, properties } from "./schema/properties.js";
export { lifecycleSeries, stickinessSeries, trendsSeries } from "./schema/series.js";
export { funnelStep } from "./schema/funnel-step.js";
export type { Schema } from "./schema/strict.js";
export type { QueryNode, Wire } from "./schema/wire.js";
export { breakdownFilter } from "./schema/breakdown.js";
export { variables } from "./schema/hogql.js";
