import type { JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface SavedMetricDocument {
  id: number;
  project: number;
  name: string;
  description: string | null;
  /** One metric, with its `uuid`. */
  query: JsonObject;
  tags: string[];
  created_at: string;
  created_by: number;
  updated_at: string;
}

export const savedMetrics = defineTable<SavedMetricDocument>("experiment_saved_metrics", {
  firstId: 651,
  indexes: ["project"],
});
