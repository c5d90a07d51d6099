import type { Json, JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface EndpointDocument {
  id: string;
  project: number;
  name: string;
  is_active: boolean;
  current_version: number;
  derived_from_insight: string | null;
  tags: string[];
  deleted: boolean;
  created_at: string;
  updated_at: string;
  created_by: number;
  last_executed_at: string | null;
}

/** What an endpoint asked at some time. Its query never changes; what stands around it does. */
export interface EndpointVersionDocument {
  id: string;
  endpoint: string;
  version: number;
  /** With every key that a query may have. */
  query: JsonObject;
  description: string;
  data_freshness_seconds: number;
  optional_breakdown_properties: string[];
  bucket_overrides: Json;
  is_active: boolean;
  /** The view that keeps its results: there while it is materialised. */
  saved_query: SavedQuery | null;
  created_at: string;
  updated_at: string | null;
  created_by: number;
  last_executed_at: string | null;
}

export interface SavedQuery {
  id: string;
  /** When the first run was started, in milliseconds since 1970. */
  started: number;
}

export const endpoints = defineTable<EndpointDocument>("endpoints", { ids: "uuid", indexes: ["project"] });
export const endpointVersions = defineTable<EndpointVersionDocument>("endpoint_versions", {
  ids: "uuid",
  indexes: ["endpoint"],
});
