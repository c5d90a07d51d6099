import type { Json } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { RawError } from "../../server/errors.js";
import { page } from "../../server/paging.js";
import { defineResource } from "../define.js";
import { findEndpoint, findVersion, liveEndpoints, versionAskedFor, versionsOf } from "./find.js";
import { loggedEndpoints, loggedVersions } from "./logged.js";
import { checkBuckets, materializationOf } from "./materialization.js";
import { lastExecutionTimes, runEndpoint } from "./run.js";
import { runPath, showEndpoint, showVersion } from "./show.js";
import { endpoints, endpointVersions } from "./table.js";
import { createEndpoint, deleteEndpoint, updateEndpoint } from "./write.js";

/** Endpoints: queries with a name and versions, called over HTTP. What stands in their URL is the name. */
export const endpointsResource = defineResource({
  path: "endpoints",
  scope: "endpoint",
  tables: [endpoints, endpointVersions],
  logged: [loggedEndpoints, loggedVersions],
  list: (call) => ok(page(call, filtered(call), (endpoint) => showEndpoint(call, endpoint))),
  create: createEndpoint,
  retrieve: (call) => {
    const endpoint = findEndpoint(call);
    const number = versionAskedFor(call);
    if (number === undefined) return ok(showEndpoint(call, endpoint));
    return ok(showVersion(call, endpoint, findVersion(call, endpoint, number)));
  },
  update: updateEndpoint,
  destroy: deleteEndpoint,
  actions: {
    versions: {
      on: "item",
      methods: ["GET"],
      scope: "read",
      handle: (call) => {
        const endpoint = findEndpoint(call);
        return ok(page(call, versionsOf(call, endpoint), (version) => showVersion(call, endpoint, version)));
      },
    },
    run: { on: "item", methods: ["GET", "POST"], scope: "read", handle: runEndpoint },
    materialization_status: {
      on: "item",
      methods: ["GET"],
      scope: "read",
      handle: (call) => {
        const endpoint = findEndpoint(call);
        const version = findVersion(call, endpoint, versionAskedFor(call));
        return ok({ ...materializationOf(call, version), name: endpoint.name });
      },
    },
    materialization_preview: { on: "item", methods: ["POST"], scope: "read", handle: preview },
    "openapi.json": {
      on: "item",
      methods: ["GET"],
      scope: "read",
      handle: (call) => {
        const endpoint = findEndpoint(call);
        findVersion(call, endpoint, versionAskedFor(call));
        return ok({
          openapi: "3.0.3",
          info: { title: endpoint.name, version: "1.0.0" },
          paths: { [runPath(endpoint)]: {} },
        });
      },
    },
    last_execution_times: { on: "collection", methods: ["POST"], scope: "read", handle: lastExecutionTimes },
    bulk_update_tags: {
      on: "collection",
      methods: ["POST"],
      scope: "none",
      handle: () => {
        throw new RawError(405, { detail: "Bulk tag updates are not supported for endpoints." });
      },
    },
  },
});

/** There is no search and no filter by tag. */
function filtered(call: Call) {
  const active = call.query.get("is_active")?.toLowerCase();
  const creator = call.query.get("created_by");
  return liveEndpoints(call)
    .filter(({ is_active }) => (active === "true" || active === "false" ? String(is_active) === active : true))
    .filter(({ created_by }) => !creator || String(created_by) === creator);
}

/** What materialising would do: here, no more than whether it can be done. */
function preview(call: Call): Answer {
  const endpoint = findEndpoint(call);
  const version = findVersion(call, endpoint, versionAskedFor(call));
  checkBuckets(call.data.bucket_overrides as Record<string, string> | null | undefined);
  const { can_materialize = true, reason = null } = materializationOf(call, version);
  const nothing: Json = null;
  return ok({
    can_materialize,
    reason,
    transformed_query: nothing,
    execution_query: nothing,
    display_execution_query: nothing,
    range_pairs: [],
    aggregates: [],
  });
}
