import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { currentVersion, versionsOf } from "./find.js";
import { materializationOf } from "./materialization.js";
import type { EndpointDocument, EndpointVersionDocument } from "./table.js";

/** An endpoint, with its newest version. */
export const showEndpoint = (call: Call, endpoint: EndpointDocument): JsonObject => {
  const { name } = endpoint;
  return {
    ...common(call, endpoint, currentVersion(call, endpoint)),
    is_active: endpoint.is_active,
    url: new URL(runPath(endpoint), call.url).href,
    ui_url: new URL(`/project/${endpoint.project}/endpoints/${name}`, call.url).href,
    last_executed_at: endpoint.last_executed_at,
  };
};

/** One version of an endpoint: the same, and what is its own. */
export const showVersion = (call: Call, endpoint: EndpointDocument, version: EndpointVersionDocument): JsonObject => ({
  ...common(call, endpoint, version),
  is_active: version.is_active,
  url: null,
  ui_url: null,
  last_executed_at: version.last_executed_at,
  version: version.version,
  version_id: version.id,
  endpoint_is_active: endpoint.is_active,
  version_created_at: version.created_at,
  version_updated_at: version.updated_at,
  version_created_by: call.basicUser(version.created_by),
});

export const runPath = ({ project, name }: EndpointDocument): string =>
  `/api/projects/${project}/endpoints/${name}/run`;

const common = (call: Call, endpoint: EndpointDocument, version: EndpointVersionDocument): JsonObject => ({
  id: endpoint.id,
  name: endpoint.name,
  description: version.description,
  query: version.query,
  data_freshness_seconds: version.data_freshness_seconds,
  endpoint_path: runPath(endpoint),
  created_at: endpoint.created_at,
  updated_at: endpoint.updated_at,
  created_by: call.basicUser(endpoint.created_by),
  is_materialized: version.saved_query !== null,
  current_version: endpoint.current_version,
  current_version_id: version.id,
  versions_count: versionsOf(call, endpoint).length,
  derived_from_insight: endpoint.derived_from_insight,
  materialization: materializationOf(call, version),
  bucket_overrides: version.bucket_overrides,
  // Nothing is ever run, so nobody knows the columns.
  columns: [],
  // Sorted, unlike the tags of anything else.
  tags: [...endpoint.tags].sort(),
  optional_breakdown_properties: version.optional_breakdown_properties,
});
