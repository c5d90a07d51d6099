import { isObject, type Json, type JsonObject } from "../../json.js";
import {
  funnelsQuery,
  lifecycleQuery,
  pathsQuery,
  retentionQuery,
  stickinessQuery,
  trendsQuery,
} from "../../queries/insights.js";
import {
  anyOf,
  dumped,
  mapOf,
  nodeOf,
  object,
  string,
  boolean,
  integer,
  listOf,
  describe,
  type Node,
} from "../../queries/shape.js";
import { hogQLQuery } from "../../queries/tables.js";
import { upgradeQuery } from "../../queries/upgrade.js";
import { webOverviewQuery, webStatsTableQuery } from "../../queries/web.js";
import type { Switches } from "../../switches.js";
import type { Call } from "../../server/call.js";
import { parseError } from "../../server/errors.js";
import { jsonb } from "../../store/jsonb.js";

/** What every build takes; and what only some do. */
const always: readonly Node[] = [
  hogQLQuery,
  trendsQuery,
  retentionQuery,
  lifecycleQuery,
  webStatsTableQuery,
  webOverviewQuery,
];
const once: readonly Node[] = [funnelsQuery, pathsQuery, stickinessQuery];

const nodesFor = (queries: Switches["endpointQueries"]): readonly Node[] =>
  queries === "all" ? [...always, ...once] : always;

const requestFor = (queries: Switches["endpointQueries"]) =>
  object(
    {},
    {
      name: string,
      query: nodeOf(() => nodesFor(queries)),
      description: string,
      data_freshness_seconds: integer,
      is_active: boolean,
      is_materialized: boolean,
      derived_from_insight: string,
      version: integer,
      bucket_overrides: mapOf(string),
      deleted: boolean,
      tags: listOf(string),
      optional_breakdown_properties: listOf(string),
    },
  );
const requests = { all: requestFor("all"), few: requestFor("few") };

export interface EndpointRequest {
  name?: string | null;
  query?: JsonObject | null;
  description?: string | null;
  data_freshness_seconds?: number | null;
  is_active?: boolean | null;
  is_materialized?: boolean | null;
  derived_from_insight?: string | null;
  version?: number | null;
  bucket_overrides?: Record<string, string> | null;
  deleted?: boolean | null;
  tags?: string[] | null;
  optional_breakdown_properties?: string[] | null;
}

/**
 * A body as PostHog's model takes it: keys that it does not know are refused, unlike elsewhere, and the query is brought
 * up to date first.
 *
 * @throws 400 `parse_error` with the model's text.
 */
export function parseRequest(call: Call): EndpointRequest {
  const { data } = call;
  const upgraded = isObject(data.query) ? { ...data, query: upgradeQuery(data.query) } : data;
  const found = requests[call.switches.endpointQueries](upgraded);
  if (found) throw parseError(`JSON parse error - ${describe(found, upgraded, "EndpointRequest")}`);
  return upgraded;
}

const everything = anyOf(...[...always, ...once].map((node) => node.shape));

/** The query as it is stored: with every key that it may have, as null or with its default. */
export const dumpQuery = (query: JsonObject): JsonObject => jsonb(dumped(everything, query) as JsonObject);

/** The names of a query's breakdowns, in either form. */
export function breakdownsOf(query: JsonObject): string[] {
  const filter = isObject(query.breakdownFilter) ? query.breakdownFilter : {};
  const several = Array.isArray(filter.breakdowns) ? filter.breakdowns : [];
  const one: Json[] = Array.isArray(filter.breakdown) ? filter.breakdown : [filter.breakdown ?? null];
  const names = several.length > 0 ? several.map((each) => (isObject(each) ? each.property! : null)) : one;
  return names.filter((name) => name !== null).map(String);
}

const MATERIALIZABLE = [
  "FunnelsQuery",
  "HogQLQuery",
  "LifecycleQuery",
  "PathsQuery",
  "RetentionQuery",
  "StickinessQuery",
  "TrendsQuery",
];

/** Why the results of a query cannot be kept; `undefined` where they can. What its SQL does is not looked at. */
export function whyNotMaterialized(query: JsonObject): string | undefined {
  const kind = String(query.kind);
  if (!MATERIALIZABLE.includes(kind))
    return `Query type '${kind}' cannot be materialized. Supported types: ${MATERIALIZABLE.join(", ")}`;
  return kind === "HogQLQuery" && query.query === "" ? "Query is empty or invalid." : undefined;
}
