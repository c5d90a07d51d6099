import { isObject, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { upgradeQuery } from "../../queries/upgrade.js";
import { jsonb } from "../../store/jsonb.js";
import { currentVariables } from "../insight-variables.js";
import type { InsightDocument } from "./table.js";

/** What a row without a query shows: the conversion of its empty legacy filters. */
const madeUp: JsonObject = { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [] }, full: true };

/** The query of an insight's own row. */
export function showQuery(call: Call, insight: InsightDocument, basic: boolean): JsonObject {
  const stored = insight.query ?? madeUp;
  const { queryUpgrade } = call.switches;
  const upgrades = queryUpgrade === "always" || (queryUpgrade === "basic" && basic);
  return withCurrentVariables(call, upgrades ? jsonb(upgradeQuery(stored)) : stored);
}

/** SQL variables are matched by `code_name`, keyed by the id they have now, and dropped when they are gone. */
function withCurrentVariables(call: Call, query: JsonObject): JsonObject {
  if (query.kind !== "DataVisualizationNode" || !isObject(query.source) || !isObject(query.source.variables))
    return query;
  return { ...query, source: { ...query.source, variables: currentVariables(call, query.source.variables) } };
}
