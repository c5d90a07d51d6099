import { changeOf } from "../../activity/changes.js";
import type { Logged } from "../../activity/logged.js";
import type { Call } from "../../server/call.js";
import { endpoints, endpointVersions, type EndpointDocument, type EndpointVersionDocument } from "./table.js";

/** The endpoint itself: its name, whether it is active, its tags. */
export const loggedEndpoints: Logged<EndpointDocument> = {
  table: endpoints,
  scope: "Endpoint",
  except: ["current_version", "last_executed_at"],
  name: ({ name }) => name,
};

/** Another query is an entry of the endpoint; all else about a version is one of versions, under the endpoint's id. */
export const loggedVersions: Logged<EndpointVersionDocument> = {
  table: endpointVersions,
  scope: "EndpointVersion",
  except: ["endpoint", "version", "saved_query", "last_executed_at"],
  project: (_, call) => call.project.id,
  name: ({ endpoint }, call) => call.table(endpoints).get(endpoint)?.name ?? "",
  verbs: { updated: "version_updated" },
  say({ before, after }, call, usual) {
    if (!after) return undefined;
    if (before) return { item: after.endpoint, changes: usual };
    const old = predecessor(call, after);
    if (!old) return undefined;
    const query = changeOf("query", old.query, after.query);
    return { scope: "Endpoint", activity: "version_created", item: after.endpoint, changes: query ? [query] : [] };
  },
};

const predecessor = (call: Call, { endpoint, version }: EndpointVersionDocument): EndpointVersionDocument | undefined =>
  call
    .table(endpointVersions)
    .where({ endpoint })
    .find((other) => other.version === version - 1);
