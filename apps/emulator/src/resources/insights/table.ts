import type { JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface InsightDocument {
  id: number;
  /** 8 characters, unique in the project; for ever the same. */
  short_id: string;
  project: number;
  name: string | null;
  derived_name: string | null;
  description: string | null;
  query: JsonObject | null;
  filters: JsonObject;
  tags: string[];
  favorited: boolean;
  saved: boolean;
  order: number | null;
  deleted: boolean;
  is_sample: boolean;
  created_at: string;
  created_by: number;
  updated_at: string;
  last_modified_at: string;
  last_modified_by: number;
}

export const insights = defineTable<InsightDocument>("insights", { firstId: 3001, indexes: ["project", "short_id"] });
