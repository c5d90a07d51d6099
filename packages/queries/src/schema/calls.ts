import { isRef, type Ref } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import * as builders from "../index.js";
import { experimentMetric } from "./experiment-metrics.js";
import { insightQuery } from "./query.js";
import { isObject, type QueryNode, type Wire } from "./wire.js";

/** A call of a builder, as source code is to have it. Arguments may hold further calls, and references. */
export interface Call {
  readonly $call: keyof typeof builders;
  readonly args: readonly unknown[];
}

export const isCall = (value: unknown): value is Call =>
  isObject(value) && Array.isArray(value["args"]) && Object.hasOwn(builders, String(value["$call"]));

/**
 * An insight's query as somebody would write it: builders and short forms. What they cannot say, such as fields that are
 * not known here, becomes `raw(…)`. Parsing what the calls make gives the same query again.
 */
export function toCalls(query: QueryNode): Call | Wire {
  const written = root(query);
  const parsed = insightQuery.safeParse(evaluate(written));
  return parsed.success && same(parsed.data, query) ? written : call("raw", query);
}

/** The same for a metric of an experiment. */
export function toMetricCall(metric: QueryNode): Call {
  const written = metricCall(metric);
  const parsed = written && experimentMetric.safeParse(evaluate(written));
  return parsed?.success && same(parsed.data, metric) ? written! : call("raw", metric);
}

/** What the calls make. */
export function evaluate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(evaluate);
  if (!isObject(value) || isRef(value)) return value;
  if (isCall(value)) return (builders[value.$call] as (...args: unknown[]) => unknown)(...value.args.map(evaluate));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, evaluate(item)]));
}

const call = ($call: Call["$call"], ...args: readonly unknown[]): Call => {
  const empty = (arg: unknown) => arg === undefined || (isObject(arg) && Object.keys(arg).length === 0);
  return { $call, args: args.filter((arg, i) => i === 0 || !empty(arg)) };
};

function root(query: QueryNode): Call | Wire {
  const { kind, source, ...options } = query;
  if (kind === "HogQuery") return Object.keys(options).join() === "code" ? call("hog", options["code"]) : query;
  if (!isObject(source)) return query;
  const plain = Object.keys(options).length === 0;
  if (kind === "DataVisualizationNode") return plain ? sourceCall(source) : call("sqlChart", sqlOf(source), options);
  if (kind === "InsightVizNode") return plain ? sourceCall(source) : call("insightViz", sourceCall(source), options);
  if (kind === "DataTableNode") return call("dataTable", sourceCall(source), options);
  return query;
}

const BUILDER: Readonly<Record<string, Call["$call"]>> = {
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
const REQUIRED: Wire = { RetentionQuery: { retentionFilter: {} }, PathsQuery: { pathsFilter: {} } };

function sourceCall(source: Wire): Call | Wire {
  const { kind, ...fields } = source;
  if (kind === "HogQLQuery") return hogqlCall(fields);
  const written = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, short(name, value)]));
  const builder = BUILDER[String(kind)];
  const required = REQUIRED[String(kind)] as object | undefined;
  return builder === undefined ? { kind, ...written } : call(builder, { ...required, ...written });
}

const METRIC: Readonly<Record<string, Call["$call"]>> = {
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
    name === "values" ? value : name === "variables" && isObject(value) ? variables(value) : short(name, value),
  ]);
  return call("hogql", Object.fromEntries(written));
}

const variables = (entries: Wire): Wire =>
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
  if (name === "series" || name === "nodes" || name === "exclusions")
    return Array.isArray(value) ? value.map((one) => series(one)) : value;
  if (name === "targetEntity" || name === "returningEntity") return isObject(value) ? entity(value) : value;
  if (Array.isArray(value)) return value.map((item) => short("", item));
  if (!isObject(value) || isRef(value)) return value;
  if (value["type"] === "cohort" && value["key"] === "id") return cohort(value);
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, short(field, item)]));
}

function series(node: unknown): unknown {
  if (!isObject(node)) return node;
  const { kind, id, ...rest } = short("", node) as Wire;
  if (kind === "EventsNode" && typeof rest["event"] === "string")
    return Object.keys(rest).length === 1 ? rest["event"] : rest;
  if (kind === "EventsNode" && rest["event"] === undefined) return { event: null, ...rest };
  if (kind === "ActionsNode") return { action: id, ...rest };
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

function cohort(filter: Wire): unknown {
  const { type: _type, key: _key, operator, value, ...rest } = filter;
  if (Object.keys(rest).length > 0 || !isRef(value)) return filter;
  return call(operator === "not_in" ? "notInCohort" : "inCohort", value satisfies Ref);
}
