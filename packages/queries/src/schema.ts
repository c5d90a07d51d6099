/**
 * The half of the package that needs zod: strict schemas of everything that the builders make, which also spell out the
 * short forms; and the normal form in which queries are compared, with its way to and from the wire.
 */
export { cohortQuery, endpointQuery, insightQuery } from "./schema/query.js";
export { normaliseEndpointQuery, normaliseQuery } from "./schema/normalise.js";
export {
  decodeBareQuery,
  decodeEndpointQuery,
  decodeQuery,
  encodeEndpointQuery,
  encodeQuery,
  type RefOf,
} from "./schema/wire-form.js";
export { queryTargets } from "./schema/targets.js";
export {
  shortenCohortQuery,
  shortenEndpointQuery,
  toMetricCall,
  shortenQuery,
  shortenVariables,
} from "./schema/calls.js";
export { shortenConditions, shortenProperties } from "./schema/short-conditions.js";

/** Metrics of experiments, and who counts as being in one. */
export { experimentExposureCriteria } from "./schema/experiment-exposure.js";
export { experimentMetric } from "./schema/experiment-metrics.js";
export { normaliseExposureCriteria, normaliseMetric } from "./schema/metric-form.js";
export { pairMetrics } from "./schema/metric-pairs.js";
export {
  decodeExposureCriteria,
  decodeMetric,
  decodeMetrics,
  encodeExposureCriteria,
  encodeMetric,
  encodeMetrics,
  oursOfMetric,
  oursOfMetrics,
} from "./schema/metric-wire.js";

/** Building blocks for kinds that hold parts of queries: dashboards' filters, experiments' metrics. */
export { breakdownFilter } from "./schema/breakdown.js";
export { experimentSource } from "./schema/experiment.js";
export { variables } from "./schema/hogql.js";
export { eventName } from "./schema/event-name.js";
export { filterOptions } from "./schema/filters.js";
export { fittingValue, isValueless, operator, scalars } from "./schema/operators.js";
export { filterList, properties, propertyGroup } from "./schema/properties.js";
export { whereOf } from "./schema/where.js";
export { funnelStep } from "./schema/funnel-step.js";
export { lifecycleSeries, stickinessSeries, trendsSeries } from "./schema/series.js";
export { reference } from "./schema/reference.js";
export { compareFilter, dateRange, interval, moment, windowUnit } from "./schema/time.js";
export { choice, type Misfit } from "./schema/choice.js";
export { list, map, strict, type Rule, type Schema } from "./schema/strict.js";
export type { QueryNode, Wire } from "./schema/wire.js";
