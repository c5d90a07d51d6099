import type { JsonObject } from "../json.js";
import { defineTable } from "../store/table.js";

/** Who did what to which object, once; never changed. */
export interface ActivityDocument {
  id: string;
  project: number;
  /** `null`: PostHog does not know, and calls it the system. */
  user: number | null;
  activity: string;
  /** PostHog's name of the model: `FeatureFlag`. */
  scope: string;
  /** The object's id, as text whatever it is. */
  item_id: string;
  detail: JsonObject;
  created_at: string;
}

export const activityLog = defineTable<ActivityDocument>("activity_log", {
  ids: "uuid",
  indexes: ["project", "scope", "item_id"],
});
