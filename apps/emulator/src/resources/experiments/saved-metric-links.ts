import type { JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

/** That an experiment uses a saved metric. */
export interface SavedMetricLinkDocument {
  id: number;
  project: number;
  /** The id of the experiment. */
  experiment: number;
  /** The id of the saved metric. */
  saved_metric: number;
  /** `{"type": "primary" | "secondary"}`, and what the experiment changes of it. */
  metadata: JsonObject;
  created_at: string;
}

export const savedMetricLinks = defineTable<SavedMetricLinkDocument>("experiment_saved_metric_links", {
  firstId: 701,
  indexes: ["project", "experiment", "saved_metric"],
});
