import type { Json, JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export type AlertState = "Firing" | "Not firing" | "Errored" | "Snoozed";
export const INTERVALS = ["real_time", "every_15_minutes", "hourly", "daily", "weekly", "monthly"] as const;

/** One look at an alert. The newest stands last. */
export interface AlertCheckDocument {
  id: string;
  created_at: string;
  state: AlertState;
}

export interface AlertDocument {
  id: string;
  project: number;
  insight: number;
  name: string;
  subscribed_users: number[];
  threshold: { id: string; created_at: string; name: string; configuration: JsonObject };
  condition: Json;
  config: Json;
  /** With every key that its type can have. */
  detector_config: JsonObject | null;
  enabled: boolean;
  calculation_interval: (typeof INTERVALS)[number];
  snoozed_until: string | null;
  skip_weekend: boolean | null;
  schedule_restriction: JsonObject | null;
  investigation_agent_enabled: boolean;
  investigation_gates_notifications: boolean;
  investigation_inconclusive_action: "notify" | "suppress";
  state: AlertState;
  last_notified_at: string | null;
  last_checked_at: string | null;
  next_check_at: string | null;
  checks: AlertCheckDocument[];
  created_at: string;
  created_by: number;
}

export const alerts = defineTable<AlertDocument>("alerts", { ids: "uuid", indexes: ["project", "insight"] });
