import { isObject, type Json, type JsonObject } from "../json.js";
import { insightSources } from "./wrappers.js";

/** What PostHog does to queries that its own MCP server sends: `null`s go, and bare sources get the UI's wrapper. */
export function wrapQuery(query: JsonObject): JsonObject {
  const source = withoutNulls(query) as JsonObject;
  if (source.kind === "HogQLQuery") return { kind: "DataVisualizationNode", source };
  return insightSources.some((node) => node.kind === source.kind) ? { kind: "InsightVizNode", source } : source;
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]));
}
