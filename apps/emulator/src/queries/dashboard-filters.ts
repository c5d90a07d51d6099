import { isObject, type Json, type JsonObject } from "../json.js";
import { rootNodes } from "./wrappers.js";

/**
 * What a tile shows instead of its insight's stored query: the filters of dashboard and tile are merged in, and where
 * there are any, the source comes with every optional key as `null`. So a client that compares an insight from a
 * dashboard's answer sees differences that are not there.
 *
 * Source: `PostHog/posthog: posthog/hogql_queries/apply_dashboard_filters.py`.
 */
export function withFilters(query: JsonObject, filters: JsonObject): JsonObject {
  if (Object.values(filters).every((value) => value === null || isEmptyList(value))) return query;
  const source = query.source;
  if (isObject(source)) return { ...query, source: merge(source, filters) };
  return merge(query, filters);
}

function merge(source: JsonObject, filters: JsonObject): JsonObject {
  // SQL reaches the filters through its own `{filters}` placeholder.
  const target = source.kind === "HogQLQuery" ? asObject(source.filters) : source;
  const merged: JsonObject = { ...target, dateRange: dateRange(asObject(target.dateRange), filters) };
  if (Array.isArray(filters.properties) && filters.properties.length > 0) {
    merged.properties = both(target.properties, filters.properties);
  }
  if (isObject(filters.breakdown_filter)) merged.breakdownFilter = filters.breakdown_filter;
  const whole = source.kind === "HogQLQuery" ? { ...source, filters: merged } : merged;
  return { ...optionalKeys(source.kind), ...whole };
}

function dateRange(own: JsonObject, { date_from, date_to, explicitDate }: JsonObject): JsonObject {
  return {
    ...own,
    ...(date_from === undefined || date_from === null ? {} : { date_from, date_to: date_to ?? null }),
    ...(date_to === undefined || date_to === null ? {} : { date_to }),
    ...(explicitDate === undefined ? {} : { explicitDate }),
  };
}

function both(own: Json | undefined, more: Json[]): Json {
  if (own === undefined || own === null || isEmptyList(own)) return more;
  const first = Array.isArray(own) ? { type: "AND", values: own } : own;
  return { type: "AND", values: [first, { type: "AND", values: more }] };
}

function optionalKeys(kind: Json | undefined): JsonObject {
  const known = rootNodes.find((node) => node.kind === kind);
  return Object.fromEntries(Object.keys(known?.optional ?? {}).map((key) => [key, null]));
}

const isEmptyList = (value: Json): boolean => Array.isArray(value) && value.length === 0;
const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
