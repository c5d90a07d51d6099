import { normaliseExposureCriteria, normaliseMetric, METRIC_STAMPS } from "./metric-form.js";
import { metricMembers } from "./experiment-metrics.js";
import { pairMetrics } from "./metric-pairs.js";
import { STAMPS } from "./normalise.js";
import { decodeBareQuery, encodeQuery, type RefOf } from "./wire-form.js";
import { isObject, type QueryNode, type Wire } from "./wire.js";

/** A row's metric in normal form, with references where ids stand; its `uuid` stays. Never throws. */
export const decodeMetric = (metric: unknown, at: RefOf): QueryNode => normaliseMetric(decodeBareQuery(metric, at));

/** A row's metrics. What is no list is none. */
export const decodeMetrics = (metrics: unknown, at: RefOf): QueryNode[] =>
  Array.isArray(metrics) ? metrics.map((metric) => decodeMetric(metric, at)) : [];

/**
 * Metrics in normal form as PostHog takes them. Each keeps the `uuid` of the stored one that it is, and what that one has
 * beyond what is known here, since PostHog replaces the whole list.
 *
 * @param stored - The row's metrics, as the row has them; absent while creating.
 */
export function encodeMetrics(metrics: readonly QueryNode[], stored?: unknown): Wire[] {
  const there: unknown[] = Array.isArray(stored) ? stored : [];
  const pairs = pairMetrics(metrics, there);
  return metrics.map((metric, i) => encodeMetric(metric, pairs[i] === undefined ? undefined : there[pairs[i]]));
}

/** One metric, given the stored one that it replaces. */
export const encodeMetric = (metric: QueryNode, stored?: unknown): Wire => ({
  ...(isObject(stored) ? { ...unknownMembers(stored), ...only(stored, "uuid") } : {}),
  ...encodeQuery(metric),
});

/**
 * The part of what is there that a file decides: without the uuids and unknown members that it does not speak of. For a
 * kind's `ours`.
 */
export function oursOfMetrics(have: readonly QueryNode[], want: readonly QueryNode[]): QueryNode[] {
  const pairs = pairMetrics(want, have);
  return have.map((metric, j) => {
    const i = pairs.indexOf(j);
    return oursOfMetric(metric, i < 0 ? undefined : want[i]);
  });
}

/** The same for one metric and the one that it shall become. */
export function oursOfMetric(have: QueryNode, want: QueryNode | undefined): QueryNode {
  const notOurs = ["uuid", ...Object.keys(unknownMembers(have))].filter((name) => want?.[name] === undefined);
  return Object.fromEntries(Object.entries(have).filter(([name]) => !notOurs.includes(name))) as QueryNode;
}

/** What a metric has beyond the fields of its type; of types that are not known here, nothing is unknown. */
function unknownMembers(metric: Wire): Wire {
  const { metric_type: type } = metric;
  const known = typeof type === "string" && Object.hasOwn(metricMembers, type) ? metricMembers[type] : undefined;
  if (!known || metric["kind"] !== "ExperimentMetric") return {};
  const isUnknown = (name: string): boolean =>
    !known.has(name) && !METRIC_STAMPS.includes(name) && !STAMPS.includes(name);
  return Object.fromEntries(Object.entries(metric).filter(([name]) => isUnknown(name)));
}

const only = (metric: Wire, name: string): Wire => (typeof metric[name] === "string" ? { [name]: metric[name] } : {});

/** A row's `exposure_criteria` in normal form; `undefined` where there are none. */
export const decodeExposureCriteria = (criteria: unknown, at: RefOf): Wire | undefined => {
  const normal = isObject(criteria) ? normaliseExposureCriteria(decodeBareQuery(criteria, at)) : {};
  return Object.keys(normal).length === 0 ? undefined : normal;
};

/** `exposure_criteria` as PostHog takes them: a configuration always has its conditions, even none. */
export function encodeExposureCriteria(criteria: Wire): Wire {
  const encoded: Wire = encodeQuery(criteria as QueryNode);
  const { exposure_config: config } = encoded;
  return isObject(config) ? { ...encoded, exposure_config: { properties: [], ...config } } : encoded;
}
