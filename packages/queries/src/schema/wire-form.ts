import { isRef, type Id, type Ref } from "@posthog-definitions/core";
import { named } from "@posthog-definitions/core/kind";
import { normaliseEndpointQuery, normaliseQuery } from "./normalise.js";
import { asShown } from "./root.js";
import { mapSites } from "./sites.js";
import { isObject, type QueryNode } from "./wire.js";

/** Turns a row's id into a reference; a kind's `decode` is given one. */
export interface RefOf {
  ref(kind: string, id: Id): Ref;
}

/** Members that PostHog insists on, even empty, and that the normal form leaves out. */
const REQUIRED: Readonly<Record<string, Readonly<Record<string, readonly [] | object>>>> = {
  TrendsQuery: { series: [] },
  FunnelsQuery: { series: [] },
  StickinessQuery: { series: [] },
  LifecycleQuery: { series: [] },
  RetentionQuery: { retentionFilter: {} },
  PathsQuery: { pathsFilter: {} },
  GroupNode: { nodes: [] },
  EventsQuery: { select: [] },
  SessionsQuery: { select: [] },
  SessionAttributionExplorerQuery: { groupBy: [] },
  ErrorTrackingQuery: { dateRange: {} },
  ErrorTrackingIssueCorrelationQuery: { events: [] },
  WebOverviewQuery: { properties: [] },
  WebStatsTableQuery: { properties: [] },
  WebExternalClicksTableQuery: { properties: [] },
  WebGoalsQuery: { properties: [] },
  WebVitalsQuery: { properties: [] },
  WebVitalsPathBreakdownQuery: { properties: [] },
  MarketingAnalyticsTableQuery: { properties: [] },
  MarketingAnalyticsAggregatedQuery: { properties: [] },
};

/** A query in normal form as PostHog takes it. References stay in it as data, to be filled in when it is sent. */
export function encodeQuery(query: QueryNode): QueryNode {
  const withHoles = mapSites(query, (_kind, value, asText) =>
    asText && isRef(value) ? { ...value, as: "string" } : value,
  );
  return complete(withHoles) as QueryNode;
}

/** The same for an endpoint, which has its variables by their ids. */
export function encodeEndpointQuery(query: QueryNode): QueryNode {
  const sent = encodeQuery(query);
  if (sent.kind !== "HogQLQuery" || !isObject(sent["variables"])) return sent;
  const entries = Object.entries(sent["variables"]).map(([name, entry]): [string | Ref, unknown] => [
    isObject(entry) && isRef(entry["variableId"]) ? entry["variableId"] : name,
    entry,
  ]);
  return { ...sent, variables: named(entries) };
}

function complete(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(complete);
  if (!isObject(value) || isRef(value)) return value;
  const required = typeof value["kind"] === "string" ? REQUIRED[value["kind"]] : undefined;
  const fields = Object.entries(value).map(([name, item]) => [
    name,
    value["kind"] === "HogQLQuery" && name === "values" ? item : complete(item),
  ]);
  return { ...required, ...(Object.fromEntries(fields) as object) };
}

const withRefs = (query: unknown, at: RefOf): unknown =>
  mapSites(query, (kind, value, asText) => {
    if (typeof value === "number") return at.ref(kind, value);
    return asText && typeof value === "string" && /^\d+$/.test(value) ? at.ref(kind, Number(value)) : value;
  });

/**
 * The query of an insight's row in normal form, with references where ids stand. Never throws: unknown nodes come
 * through as they are.
 */
export function decodeQuery(query: unknown, at: RefOf): QueryNode {
  return asShown(normaliseQuery(withRefs(query, at)) as QueryNode);
}

/** The same for an endpoint's row. */
export function decodeEndpointQuery(query: unknown, at: RefOf): QueryNode {
  return normaliseEndpointQuery(withRefs(query, at)) as QueryNode;
}

/** The same for a row that keeps its query as it was sent, without a node around it. */
export function decodeBareQuery(query: unknown, at: RefOf): QueryNode {
  return normaliseQuery(withRefs(query, at)) as QueryNode;
}
