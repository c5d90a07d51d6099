import type { Json, JsonObject } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, notFound, RawError } from "../../server/errors.js";
import { findEndpoint, liveEndpoints, versionsOf } from "./find.js";
import { endpoints, endpointVersions } from "./table.js";

/** `run`: everything but running. The answer has no rows. */
export function runEndpoint(call: Call): Answer {
  const endpoint = findEndpoint(call);
  if (!endpoint.is_active) throw notFound();
  const number = wholeNumber(call, "version");
  const limit = wholeNumber(call, "limit", 1);
  if (wholeNumber(call, "offset", 0) !== undefined && limit === undefined)
    throw new RawError(400, { error: "offset requires limit to be set" });
  const { name, current_version } = endpoint;
  const version = versionsOf(call, endpoint).find((each) => each.version === (number ?? current_version));
  if (!version)
    throw new RawError(404, { error: `Version ${number} not found for endpoint '${name}'`, current_version });
  call.table(endpoints).put({ ...endpoint, last_executed_at: call.now });
  call.table(endpointVersions).put({ ...version, last_executed_at: call.now });
  return ok({ name, results: [], columns: [], hasMore: false, endpoint_version: version.version });
}

/** From the body, or else from the query string; what is none is told outside of the usual envelope. */
function wholeNumber(call: Call, name: string, min?: number): number | undefined {
  const sent: Json | undefined = call.method === "GET" ? undefined : call.data[name];
  const value = sent ?? call.query.get(name);
  if (value === null || value === undefined) return undefined;
  const number = /^-?\d+$/.test(String(value)) ? Number(value) : NaN;
  if (Number.isNaN(number) || (min !== undefined && number < min))
    throw new RawError(400, { error: `Invalid ${name} parameter: ${String(value)}` });
  return number;
}

/** `last_execution_times/`: of the endpoints that are named. */
export function lastExecutionTimes(call: Call): Answer {
  const names = Array.isArray(call.data.names) ? call.data.names : [];
  const odd = names.find((name) => typeof name !== "string" || !/^[a-zA-Z][a-zA-Z0-9_-]{0,127}$/.test(name));
  if (odd !== undefined) throw invalid(`Invalid endpoint name: ${String(odd)}`, "names");
  const results = liveEndpoints(call)
    .filter(({ name, last_executed_at }) => names.includes(name) && last_executed_at !== null)
    .map(({ name, last_executed_at }): Json => [name, last_executed_at]);
  const status: JsonObject = {
    id: "",
    team_id: call.project.id,
    complete: true,
    results: names.length > 0 ? results : null,
  };
  return ok({ query_status: status });
}
