import type { JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface ActionDocument {
  id: number;
  project: number;
  name: string | null;
  description: string;
  tags: string[];
  post_to_slack: boolean;
  slack_message_format: string;
  /** With every key that a step can have. */
  steps: JsonObject[];
  pinned_at: string | null;
  deleted: boolean;
  created_at: string;
  created_by: number;
  last_calculated_at: string;
}

export const actions = defineTable<ActionDocument>("actions", { firstId: 401, indexes: ["project"] });
