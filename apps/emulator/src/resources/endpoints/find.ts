import type { Call } from "../../server/call.js";
import { invalid, notFound, RawError } from "../../server/errors.js";
import { endpoints, endpointVersions, type EndpointDocument, type EndpointVersionDocument } from "./table.js";

/** Endpoints of the project that are not deleted, those last written at the end: PostHog gives them no order. */
export const liveEndpoints = (call: Call): EndpointDocument[] =>
  call
    .table(endpoints)
    .where({ project: call.project.id })
    .filter((endpoint) => !endpoint.deleted)
    .sort((a, b) => a.updated_at.localeCompare(b.updated_at));

/** The endpoint of that name: an endpoint's id stands in no URL. */
export function findEndpoint(call: Call): EndpointDocument {
  const endpoint = liveEndpoints(call).find(({ name }) => name === call.param("id"));
  if (!endpoint) throw notFound();
  return endpoint;
}

/** Newest first. */
export const versionsOf = (call: Call, { id }: EndpointDocument): EndpointVersionDocument[] =>
  call
    .table(endpointVersions)
    .where({ endpoint: id })
    .sort((a, b) => b.version - a.version);

export const currentVersion = (call: Call, endpoint: EndpointDocument): EndpointVersionDocument =>
  versionsOf(call, endpoint)[0]!;

/** `?version=N`, or `version` in the body, which comes first. */
export function versionAskedFor(call: Call): number | undefined {
  const sent = call.method === "GET" ? undefined : call.data.version;
  const asked = sent ?? call.query.get("version");
  if (asked === null || asked === undefined) return undefined;
  if (!/^-?\d+$/.test(String(asked))) throw invalid(`Must be an integer, got: ${String(asked)}`, "version");
  return Number(asked);
}

/** The version that is asked for, or the newest; one that there is not is told outside of the usual envelope. */
export function findVersion(call: Call, endpoint: EndpointDocument, number: number | undefined) {
  if (number === undefined) return currentVersion(call, endpoint);
  const version = versionsOf(call, endpoint).find((each) => each.version === number);
  if (!version) throw new RawError(404, { error: `Version ${number} not found` });
  return version;
}
