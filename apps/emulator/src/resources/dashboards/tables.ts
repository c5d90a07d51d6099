import type { Json, JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface DashboardDocument {
  id: number;
  project: number;
  name: string | null;
  description: string;
  pinned: boolean;
  tags: string[];
  filters: JsonObject;
  variables: JsonObject;
  breakdown_colors: Json;
  data_color_theme_id: number | null;
  quick_filter_ids: string[] | null;
  restriction_level: 21 | 37;
  creation_mode: "default" | "template" | "duplicate" | "unlisted";
  deleted: boolean;
  folder: string | null;
  grid_spacing: string;
  grid_compaction: string;
  created_at: string;
  created_by: number;
  last_accessed_at: string | null;
}

/** A tile holds exactly one of insight, text and button. Deleted tiles stay, and are revived. */
export interface TileDocument {
  id: number;
  dashboard: number;
  insight: number | null;
  text: number | null;
  button_tile: string | null;
  layouts: JsonObject;
  color: Json;
  filters_overrides: Json;
  show_description: Json;
  transparent_background: Json;
  deleted: boolean;
}

export interface TextDocument {
  id: number;
  project: number;
  body: string | null;
  created_by: number | null;
  last_modified_by: number | null;
  last_modified_at: string;
}

export interface ButtonDocument {
  id: string;
  project: number;
  url: string;
  text: string;
  placement: string;
  style: string;
  created_by: number | null;
  last_modified_by: number | null;
  last_modified_at: string;
}

export const dashboards = defineTable<DashboardDocument>("dashboards", { firstId: 201, indexes: ["project"] });
export const tiles = defineTable<TileDocument>("dashboard_tiles", {
  firstId: 5001,
  indexes: ["dashboard", "insight", "text", "button_tile"],
});
export const texts = defineTable<TextDocument>("texts", { firstId: 7001, indexes: ["project"] });
export const buttons = defineTable<ButtonDocument>("button_tiles", { ids: "uuid", indexes: ["project"] });
