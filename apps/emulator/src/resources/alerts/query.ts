import { isObject, type Json, type JsonObject } from "../../json.js";

const WRAPPERS = ["InsightVizNode", "DataVisualizationNode", "DataTableNode"];
const ALERTABLE = ["TrendsQuery", "HogQLQuery", "FunnelsQuery"];

/** What an insight's query asks, without what it is shown in. */
export function sourceOf(query: Json): JsonObject | undefined {
  if (!isObject(query)) return undefined;
  return WRAPPERS.includes(query.kind as string) && isObject(query.source) ? query.source : query;
}

/** The kind of query that alerts can look at; `undefined` where they cannot. */
export function alertableKind(query: Json): string | undefined {
  const kind = sourceOf(query)?.kind;
  return typeof kind === "string" && ALERTABLE.includes(kind) ? kind : undefined;
}
