import { isSame, type JsonObject } from "../../json.js";
import { strip } from "../../python.js";
import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { ApiError, invalid } from "../../server/errors.js";
import { nextTags } from "../tags.js";
import { currentVersion, findEndpoint, findVersion, liveEndpoints, versionAskedFor, versionsOf } from "./find.js";
import { checkBuckets, checkMaterializable, dematerialize, materialize } from "./materialization.js";
import { breakdownsOf, dumpQuery, parseRequest, type EndpointRequest } from "./query.js";
import { showEndpoint, showVersion } from "./show.js";
import { checkSql, withItsVariables } from "./sql.js";
import { endpoints, endpointVersions, type EndpointDocument, type EndpointVersionDocument } from "./table.js";

/** Sources: `PostHog/posthog: products/endpoints/backend/logic/crud.py`, `…/logic/validation.py`. */

const NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,127}$/;
const FRESHNESS = [900, 1800, 3600, 21600, 43200, 86400, 604800];
const USUAL_FRESHNESS = 86400;

export function createEndpoint(call: Call): Answer {
  const sent = parseRequest(call);
  if (!sent.query) throw invalid("This field is required.", "query");
  if (!sent.name) throw invalid("This field is required.", "name");
  const { name } = sent;
  if (!NAME.test(name))
    throw invalid(
      `Invalid name '${name}'. Must start with a letter, contain only alphanumeric characters, hyphens, or underscores, and be between 1 and 128 characters long.`,
      "name",
    );
  const query = checkedQuery(call, sent.query);
  checkFreshness(sent);
  checkOptionalBreakdowns(sent, query);
  if (liveEndpoints(call).some((each) => each.name === name))
    throw invalid("An endpoint with this name already exists for this team.", "name");
  // The column is that long, and what the database says is not passed on.
  if ((sent.derived_from_insight ?? "").length > 12) throw invalid("Failed to create endpoint.");
  return call.store.transaction(() => {
    const endpoint = call.table(endpoints).insert({
      project: call.project.id,
      name,
      is_active: sent.is_active ?? true,
      current_version: 1,
      derived_from_insight: sent.derived_from_insight ?? null,
      tags: nextTags(call, [], sent.tags && foldedTags(sent.tags)),
      deleted: false,
      created_at: call.now,
      updated_at: call.now,
      created_by: call.user.id,
      last_executed_at: null,
    });
    const version = addVersion(call, endpoint, query, {
      description: sent.description ?? "",
      data_freshness_seconds: sent.data_freshness_seconds ?? USUAL_FRESHNESS,
      optional_breakdown_properties: sent.optional_breakdown_properties ?? [],
    });
    if (sent.is_materialized && call.switches.endpointMaterializedOnCreate)
      materialize(call, version, sent.bucket_overrides);
    return created(showEndpoint(call, endpoint));
  });
}

/** PATCH and PUT alike: whatever is sent, of an endpoint or of one of its versions. A name that is sent is ignored. */
export function updateEndpoint(call: Call): Answer {
  const endpoint = findEndpoint(call);
  const sent = parseRequest(call);
  if (sent.deleted === true) {
    remove(call, endpoint);
    return ok({ success: true });
  }
  const asked = versionAskedFor(call);
  checkFreshness(sent);
  if (!(sent.is_active ?? endpoint.is_active) && sent.is_materialized === true)
    throw invalid("Cannot enable materialization on inactive endpoint.", "is_materialized");
  if (sent.is_materialized === true)
    checkMaterializable({ query: sent.query ? dumpQuery(sent.query) : currentVersion(call, endpoint).query });
  const query = sent.query ? checkedQuery(call, sent.query) : undefined;
  const about =
    query ?? versionsOf(call, endpoint).find((each) => each.version === (asked ?? endpoint.current_version))?.query;
  if (about) checkOptionalBreakdowns(sent, about);
  return asked === undefined ? updateCurrent(call, endpoint, sent, query) : updateVersion(call, endpoint, sent, asked);
}

function updateCurrent(
  call: Call,
  before: EndpointDocument,
  sent: EndpointRequest,
  query: JsonObject | undefined,
): Answer {
  let endpoint = call.table(endpoints).put({
    ...before,
    is_active: sent.is_active ?? before.is_active,
    updated_at: call.now,
  });
  const old = currentVersion(call, endpoint);
  const wasMaterialized = old.saved_query !== null;
  // Nobody serves an inactive endpoint, so none of its versions goes on being worked out.
  if (!endpoint.is_active) for (const each of versionsOf(call, endpoint)) dematerialize(call, each);

  let version = currentVersion(call, endpoint);
  const isNew = query !== undefined && !isSame(query, version.query);
  if (isNew) {
    endpoint = call.table(endpoints).put({ ...endpoint, current_version: endpoint.current_version + 1 });
    version = addVersion(call, endpoint, query, version);
  }
  version = withFields(call, version, sent);
  let failure: string | undefined;
  if (endpoint.is_active && sent.is_materialized === false) dematerialize(call, version);
  else if (endpoint.is_active && (sent.is_materialized ?? wasMaterialized)) {
    const overrides = sent.bucket_overrides ?? (isNew && wasMaterialized ? bucketsOf(old) : undefined);
    // Looked at when the new version is there already, and stays.
    checkBuckets(overrides);
    try {
      materialize(call, version, overrides);
    } catch (error) {
      if (!isNew || !(error instanceof ApiError)) throw error;
      failure = `[ErrorDetail(string="${error.detail}", code='invalid')]`;
    }
  }
  endpoint = call.table(endpoints).put({
    ...endpoint,
    tags: nextTags(call, endpoint.tags, sent.tags && foldedTags(sent.tags)),
  });
  return ok({ ...showEndpoint(call, endpoint), ...(failure ? { materialization_error: failure } : {}) });
}

function updateVersion(call: Call, before: EndpointDocument, sent: EndpointRequest, number: number): Answer {
  if (!versionsOf(call, before).some((each) => each.version === number))
    throw invalid(`Version ${number} not found for this endpoint.`, "version");
  if (sent.query)
    throw invalid(
      "Cannot change query when targeting a specific version. Query changes create a new version.",
      "query",
    );
  let version = withFields(call, findVersion(call, before, number), sent);
  if (sent.is_active !== undefined && sent.is_active !== null)
    version = call.table(endpointVersions).put({ ...version, is_active: sent.is_active, updated_at: call.now });
  if (!version.is_active) version = dematerialize(call, version);
  else if (before.is_active && sent.is_materialized === false) version = dematerialize(call, version);
  else if (before.is_active && (sent.is_materialized ?? version.saved_query !== null)) {
    checkBuckets(sent.bucket_overrides);
    version = materialize(call, version, sent.bucket_overrides);
  }
  const endpoint = call.table(endpoints).put({
    ...before,
    tags: nextTags(call, before.tags, sent.tags && foldedTags(sent.tags)),
    updated_at: call.now,
  });
  return ok(showVersion(call, endpoint, version));
}

export function deleteEndpoint(call: Call): Answer {
  remove(call, findEndpoint(call));
  return noContent();
}

/** Its versions stay, and its name is free. There is no way back. */
function remove(call: Call, endpoint: EndpointDocument): void {
  for (const version of versionsOf(call, endpoint)) dematerialize(call, version);
  call.table(endpoints).put({ ...endpoint, deleted: true });
}

const bucketsOf = (version: EndpointVersionDocument): Record<string, string> | null =>
  version.bucket_overrides as Record<string, string> | null;

/** What the next version begins with: what its predecessor has, but for the view behind it. */
function addVersion(
  call: Call,
  endpoint: EndpointDocument,
  query: JsonObject,
  from: Pick<EndpointVersionDocument, "description" | "data_freshness_seconds" | "optional_breakdown_properties">,
): EndpointVersionDocument {
  return call.table(endpointVersions).insert({
    endpoint: endpoint.id,
    version: endpoint.current_version,
    query,
    description: from.description,
    data_freshness_seconds: from.data_freshness_seconds,
    optional_breakdown_properties: from.optional_breakdown_properties,
    bucket_overrides: null,
    is_active: true,
    saved_query: null,
    created_at: call.now,
    updated_at: null,
    created_by: call.user.id,
    last_executed_at: null,
  });
}

/** `null` keeps a description, and puts freshness and breakdowns back to what is usual. */
function withFields(call: Call, version: EndpointVersionDocument, sent: EndpointRequest): EndpointVersionDocument {
  const { description, data_freshness_seconds, optional_breakdown_properties } = sent;
  const fields = {
    ...(description === undefined || description === null ? {} : { description }),
    ...(data_freshness_seconds === undefined
      ? {}
      : { data_freshness_seconds: data_freshness_seconds ?? USUAL_FRESHNESS }),
    ...(optional_breakdown_properties === undefined
      ? {}
      : { optional_breakdown_properties: optional_breakdown_properties ?? [] }),
  };
  if (Object.keys(fields).length === 0) return version;
  return call.table(endpointVersions).put({ ...version, ...fields, updated_at: call.now });
}

/** The query in its stored form, if PostHog takes it. */
function checkedQuery(call: Call, query: JsonObject): JsonObject {
  if (query.kind !== "HogQLQuery" || !query.query) return dumpQuery(query);
  const synced = withItsVariables(call, query);
  checkSql(call, synced);
  return dumpQuery(synced);
}

function checkFreshness({ data_freshness_seconds: seconds }: EndpointRequest): void {
  if (seconds === undefined || seconds === null || FRESHNESS.includes(seconds)) return;
  const words = "15 minutes, 30 minutes, 1 hour, 6 hours, 12 hours, 24 hours, 7 days";
  throw invalid(
    `Data freshness must be one of: [${FRESHNESS.join(", ")}] seconds (${words}).`,
    "data_freshness_seconds",
  );
}

function checkOptionalBreakdowns({ optional_breakdown_properties: names }: EndpointRequest, query: JsonObject): void {
  if (!names || names.length === 0) return;
  const kind = String(query.kind);
  const refuse = (detail: string): never => {
    throw invalid(detail, "optional_breakdown_properties");
  };
  if (kind !== "TrendsQuery" && kind !== "RetentionQuery")
    refuse(`Query kind '${kind}' does not support breakdowns. Supported: RetentionQuery, TrendsQuery.`);
  const known = breakdownsOf(query).sort();
  const unknown = names.filter((name) => !known.includes(name)).map((name) => `'${name}'`);
  if (unknown.length === 0) return;
  const listed = known.length > 0 ? `[${known.map((name) => `'${name}'`).join(", ")}]` : "(none)";
  refuse(`Unknown breakdown propert${unknown.length === 1 ? "y" : "ies"}: ${unknown.join(", ")}. Known: ${listed}.`);
}

const foldedTags = (tags: readonly string[]): string[] => [...new Set(tags.map((tag) => strip(tag).toLowerCase()))];
