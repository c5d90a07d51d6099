import type { JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface HoldoutDocument {
  id: number;
  project: number;
  name: string;
  description: string | null;
  /** Condition sets as flags have them, each with the variant `holdout-<id>`. */
  filters: JsonObject[];
  created_at: string;
  created_by: number;
  updated_at: string;
}

export const holdouts = defineTable<HoldoutDocument>("experiment_holdouts", { firstId: 701, indexes: ["project"] });
