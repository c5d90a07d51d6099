import { isRef } from "@posthog-definitions/core";
import {
  builderOf,
  call as callOf,
  evaluated,
  isCall,
  same,
  withComment,
  type Call,
} from "@posthog-definitions/core/kind";
import { builders, type BuilderName } from "./builders.js";
import { cohortQuery, endpointQuery, insightQuery } from "./query.js";
import { shortenProperties } from "./short-conditions.js";
import { experimentMetric } from "./experiment-metrics.js";
import { isObject, type QueryNode, type Wire } from "./wire.js";

/**
 * An insight's query as somebody would write it: builders and short forms. What they cannot say, such as fields that are
 * not known here, becomes `raw(…)`. Parsing what the calls make gives the same query again.
 */
export const shortenQuery = (query: QueryNode): Call | Wire => proven(root(query), query, insightQuery);

/** The same for an endpoint's query, which is a source without a node around it. */
export const shortenEndpointQuery = (query: QueryNode): Call | Wire => proven(sourceCall(query), query, endpointQuery);

/** The same for a metric of an experiment. */
export const toMetricCall = (metric: QueryNode): Call | Wire =>
  proven(metricCall(metric) ?? metric, metric, experimentMetric);

/** The same for the query that fills a static cohort. */
export const shortenCohortQuery = (query: QueryNode): Call | Wire => proven(sourceCall(query), query, cohortQuery);

const WHY_RAW = "The builders do not know all of this query: it stands as PostHog keeps it.";

interface Parser {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown };
}

function proven(written: Call | Wire, query: QueryNode, schema: Parser): Call | Wire {
  const says = (what: unknown): boolean => {
    const parsed = schema.safeParse(evaluated(what));
    return parsed.success && same(parsed.data, query);
  };
  if (says(written)) return written;
  const listed = inLists(written, "") as Call | Wire;
  return says(listed) ? listed : withComment(call("raw", query), WHY_RAW);
}

/** Insights take a `where(…)` by itself; some tables take lists alone. */
function inLists(value: unknown, name: string): unknown {
  if (isCall(value)) {
    const { $call, args } = value;
    if (name === "properties" && $call.startsWith("where")) return [value];
    return callOf(builderOf(value), ...args.map((arg) => inLists(arg, "")));
  }
  if (Array.isArray(value)) return value.map((item) => inLists(item, ""));
  if (!isObject(value) || isRef(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, inLists(item, field)]));
}

const call = (name: BuilderName, ...args: readonly unknown[]): Call => {
  const empty = (arg: unknown) => arg === undefined || (isObject(arg) && Object.keys(arg).length === 0);
  return callOf(builders[name], ...args.filter((arg, i) => i === 0 || !empty(arg)));
};

function root(query: QueryNode): Call | Wire {
  const { kind, source, ...options } = query;
  if (kind === "HogQuery") return Object.keys(options).join() === "code" ? call("hog", options["code"]) : query;
  if (!isObject(source)) return query;
  const plain = Object.keys(options).length === 0;
  if (kind === "DataVisualizationNode") return plain ? sourceCall(source) : sqlCall(source, options);
  if (kind === "InsightVizNode") return plain ? sourceCall(source) : call("insightViz", sourceCall(source), options);
  if (kind === "DataTableNode") return call("dataTable", sourceCall(source), options);
  return query;
}

const BUILDER: Readonly<Record<string, BuilderName>> = {
  TrendsQuery: "trends",
  FunnelsQuery: "funnels",
  RetentionQuery: "retention",
  PathsQuery: "paths",
  PathsV2Query: "pathsV2",
  StickinessQuery: "stickiness",
  LifecycleQuery: "lifecycle",
  WebOverviewQuery: "webOverview",
  WebStatsTableQuery: "webStatsTable",
  EventsQuery: "eventsQuery",
  SessionsQuery: "sessionsQuery",
  ActorsQuery: "actorsQuery",
  GroupsQuery: "groupsQuery",
};

/** Members without which a builder's input is not complete, and which the normal form leaves out when they are empty. */
const REQUIRED: Wire = {
  RetentionQuery: { retentionFilter: {} },
  PathsQuery: { pathsFilter: {} },
  EventsQuery: { select: [] },
  SessionsQuery: { select: [] },
};

function sourceCall(source: Wire): Call | Wire {
  const { kind, ...fields } = source;
  if (kind === "HogQLQuery") return hogqlCall(fields);
  const written = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, short(name, value)]));
  const builder = BUILDER[String(kind)];
  const required = REQUIRED[String(kind)] as object | undefined;
  return builder === undefined ? { kind, ...written } : call(builder, { ...required, ...written });
}

function sqlCall(source: Wire, options: Wire): Call {
  const { display, tableSettings, ...rest } = options;
  if (display === "ActionsTable" && Object.keys(rest).length === 0)
    return call("sqlTable", sqlOf(source), tableSettings);
  return call("sqlChart", sqlOf(source), options);
}

const METRIC: Readonly<Record<string, BuilderName>> = {
  mean: "meanMetric",
  funnel: "funnelMetric",
  ratio: "ratioMetric",
  retention: "retentionMetric",
};
const COUNTED = new Set(["source", "numerator", "denominator", "start_event", "completion_event"]);

function metricCall({ kind: _kind, metric_type: type, ...fields }: QueryNode): Call | undefined {
  const builder = typeof type === "string" ? METRIC[type] : undefined;
  const written = Object.entries(fields).map(([name, value]) => [
    name,
    !COUNTED.has(name)
      ? short(name, value)
      : isObject(value) && value["kind"] === "ExperimentExposureNode"
        ? call("experimentExposure")
        : series(value),
  ]);
  return builder && call(builder, Object.fromEntries(written));
}

const sqlOf = (source: Wire): unknown =>
  Object.keys(source).sort().join() === "kind,query" ? source["query"] : sourceCall(source);

function hogqlCall(fields: Wire): Call {
  const { query, values, ...rest } = fields;
  if (Object.keys(rest).length === 0) return call("hogql", query, values);
  const written = Object.entries(fields).map(([name, value]) => [
    name,
    name === "values" ? value : name === "variables" && isObject(value) ? shortenVariables(value) : short(name, value),
  ]);
  return call("hogql", Object.fromEntries(written));
}

/** Values of SQL variables: what is found by the name goes without saying. */
export const shortenVariables = (entries: Wire): Wire =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => {
      if (!isObject(entry)) return [name, entry];
      const { variableId: _id, code_name: _name, ...rest } = entry;
      const alone =
        Object.keys(rest).join() === "value" && ["string", "number", "boolean"].includes(typeof rest["value"]);
      return [name, alone ? rest["value"] : rest];
    }),
  );

/** The short form of a member, if it has one. */
function short(name: string, value: unknown): unknown {
  if (name === "dateRange" && isObject(value))
    return Object.keys(value).join() === "date_from" ? value["date_from"] : value;
  if (name === "properties") return shortenProperties(value);
  if (name === "series" || name === "nodes" || name === "exclusions")
    return Array.isArray(value) ? value.map((one) => series(one)) : value;
  if (name === "targetEntity" || name === "returningEntity") return isObject(value) ? entity(value) : value;
  if (Array.isArray(value)) return value.map((item) => short("", item));
  if (!isObject(value) || isRef(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, short(field, item)]));
}

function series(node: unknown): unknown {
  if (!isObject(node)) return node;
  const { kind, id, ...rest } = short("", node) as Wire;
  if (kind === "EventsNode" && typeof rest["event"] === "string") {
    const { event, ...options } = rest;
    return Object.keys(options).length === 0 ? event : { event, ...options };
  }
  if (kind === "EventsNode" && rest["event"] === undefined) return { event: null, ...rest };
  if (kind === "ActionsNode") return { action: id, ...rest };
  if (kind === "GroupNode" && rest["operator"] === "OR" && Array.isArray(rest["nodes"])) {
    const { nodes, operator: _, ...options } = rest;
    return call("anyOf", nodes, options);
  }
  return { ...node, ...rest };
}

function entity(value: Wire): unknown {
  const { id, type, name, ...rest } = short("", value) as Wire;
  const others = Object.keys(rest).every((field) => field === "custom_name" || field === "properties");
  if (others && type === "events" && typeof id === "string" && name === id)
    return Object.keys(rest).length === 0 ? id : { event: id, ...rest };
  if (others && type === "actions" && isRef(id))
    return { action: id, ...(name === undefined ? {} : { name }), ...rest };
  return value;
}
