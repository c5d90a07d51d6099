import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { showBasicInsight } from "../insights/basic.js";
import { insights } from "../insights/table.js";
import type { AlertCheckDocument, AlertDocument } from "./table.js";

/** An alert without its checks. What went in as a number comes out as an object. */
export function showAlert(call: Call, alert: AlertDocument): JsonObject {
  const { threshold } = alert;
  return {
    id: alert.id,
    created_by: call.basicUser(alert.created_by),
    created_at: alert.created_at,
    insight: showBasicInsight(call, call.table(insights).get(alert.insight)!),
    name: alert.name,
    subscribed_users: call.shuffled(alert.subscribed_users).map((id) => call.basicUser(id)),
    threshold: {
      id: threshold.id,
      created_at: threshold.created_at,
      name: threshold.name,
      configuration: threshold.configuration,
    },
    condition: alert.condition,
    state: alert.state,
    enabled: alert.enabled,
    last_notified_at: alert.last_notified_at,
    last_checked_at: alert.last_checked_at,
    next_check_at: alert.next_check_at,
    config: alert.config,
    detector_config: alert.detector_config,
    calculation_interval: alert.calculation_interval,
    snoozed_until: alert.snoozed_until,
    skip_weekend: alert.skip_weekend,
    schedule_restriction: alert.schedule_restriction,
    last_value: null,
    investigation_agent_enabled: alert.investigation_agent_enabled,
    investigation_gates_notifications: alert.investigation_gates_notifications,
    investigation_inconclusive_action: alert.investigation_inconclusive_action,
    search_match_type: null,
  };
}

export const showCheck = ({ id, created_at, state }: AlertCheckDocument): JsonObject => ({
  id,
  created_at,
  calculated_value: null,
  state,
  targets_notified: false,
  anomaly_scores: null,
  triggered_points: null,
  triggered_dates: null,
  interval: null,
  triggered_metadata: null,
  investigation_status: null,
  investigation_verdict: null,
  investigation_summary: null,
  investigation_notebook_short_id: null,
  notification_sent_at: null,
  notification_suppressed_by_agent: false,
});
