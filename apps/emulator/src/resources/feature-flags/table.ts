import type { JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface FlagDocument {
  id: number;
  project: number;
  key: string;
  /** The description; the name is historic. */
  name: string;
  filters: JsonObject;
  active: boolean;
  archived: boolean;
  deleted: boolean;
  tags: string[];
  evaluation_contexts: string[];
  ensure_experience_continuity: boolean | null;
  bucketing_identifier: string | null;
  evaluation_runtime: string | null;
  is_remote_configuration: boolean | null;
  has_encrypted_payloads: boolean | null;
  has_enriched_analytics: boolean | null;
  analytics_dashboards: number[];
  /** Very old rows have none. */
  version: number | null;
  created_at: string;
  created_by: number;
  updated_at: string;
  last_modified_by: number;
}

export const flags = defineTable<FlagDocument>("feature_flags", { firstId: 401, indexes: ["project", "key"] });
