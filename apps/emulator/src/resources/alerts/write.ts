import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { momentOf } from "../../server/dates.js";
import { invalid, serverError } from "../../server/errors.js";
import { parseFields } from "../../server/fields.js";
import { isoDate } from "../../clock.js";
import { isSame } from "../../json.js";
import { jsonb } from "../../store/jsonb.js";
import { insights } from "../insights/table.js";
import { alertFields, checkAlertable, type SentAlert } from "./fields.js";
import { alertsOf, findAlert } from "./find.js";
import { alertableKind } from "./query.js";
import { checkAlert } from "./rules.js";
import { showAlert } from "./show.js";
import { alerts, type AlertDocument } from "./table.js";

const FREE = 5;

export function createAlert(call: Call): Answer {
  const sent = parseFields(alertFields(call, false), call.data);
  check(call, sent, undefined);
  checkPlan(call);
  // Only a PATCH knows relative times.
  if (typeof sent.snoozed_until === "string" && Number.isNaN(Date.parse(sent.snoozed_until))) throw serverError();
  const { threshold, ...columns } = sent;
  const alert = call.table(alerts).insert({
    name: "",
    enabled: true,
    calculation_interval: "daily",
    snoozed_until: null,
    skip_weekend: false,
    schedule_restriction: null,
    detector_config: null,
    investigation_agent_enabled: false,
    investigation_gates_notifications: false,
    investigation_inconclusive_action: "notify",
    ...columns,
    insight: sent.insight!,
    subscribed_users: sent.subscribed_users!,
    condition: jsonb(sent.condition!),
    config: jsonb(sent.config!),
    threshold: { id: call.store.uuid(), created_at: call.now, name: "", ...threshold! },
    project: call.project.id,
    state: "Not firing",
    last_notified_at: null,
    last_checked_at: null,
    next_check_at: null,
    checks: [],
    created_at: call.now,
    created_by: call.user.id,
  });
  return created(showAlert(call, alert));
}

export function updateAlert(call: Call): Answer {
  const alert = findAlert(call);
  const sent = parseFields(alertFields(call, call.method === "PATCH"), call.data, call.method === "PATCH");
  check(call, sent, alert);
  const { threshold, snoozed_until, ...columns } = sent;
  const updated: AlertDocument = {
    ...alert,
    ...jsonb(columns),
    threshold: { ...alert.threshold, ...threshold },
  };
  if (snoozed_until !== undefined) snooze(call, updated, snoozed_until);
  const isOther = !isSame(updated.threshold.configuration, alert.threshold.configuration);
  if (isOther) updated.state = "Not firing";
  if (isOther || updated.calculation_interval !== alert.calculation_interval) updated.next_check_at = null;
  return ok(showAlert(call, call.table(alerts).put(updated)));
}

export function removeAlert(call: Call): Answer {
  call.table(alerts).remove(findAlert(call).id);
  return noContent();
}

/** Until a moment from now on, in whole days where days are said; a look of its own is noted either way. */
function snooze(call: Call, alert: AlertDocument, until: string | null): void {
  alert.state = until === null ? "Not firing" : "Snoozed";
  alert.snoozed_until = until === null ? null : isoDate(untilOf(call, until));
  alert.checks = [...alert.checks, { id: call.store.uuid(), created_at: call.now, state: alert.state }];
}

function untilOf(call: Call, text: string): number {
  const now = Date.parse(call.now);
  const before = momentOf(text, now);
  if (before === undefined) throw serverError();
  if (!/^-?\d+[hdwmy]$/.test(text)) return before;
  const moment = 2 * now - before;
  return text.endsWith("h") ? moment : moment - (moment % 86_400_000);
}

function check(call: Call, sent: SentAlert, alert: AlertDocument | undefined): void {
  const insight = call.table(insights).get(sent.insight ?? alert!.insight)!;
  checkAlertable(call, alertableKind(insight.query));
  const detector = sent.detector_config === undefined ? (alert?.detector_config ?? null) : sent.detector_config;
  checkAlert({
    query: insight.query,
    condition: sent.condition === undefined ? alert?.condition : sent.condition,
    config: sent.config === undefined ? alert?.config : sent.config,
    threshold: sent.threshold?.configuration ?? alert?.threshold.configuration,
    detector,
    needsBounds: detector === null && (!alert || sent.threshold !== undefined || sent.detector_config !== undefined),
  });
  checkInterval(call, sent.calculation_interval ?? alert?.calculation_interval);
  const investigates = sent.investigation_agent_enabled ?? alert?.investigation_agent_enabled ?? false;
  if (investigates && detector === null)
    throw invalid("Investigation agent is only supported for anomaly detection alerts.", "investigation_agent_enabled");
  if ((sent.investigation_gates_notifications ?? alert?.investigation_gates_notifications) && !investigates)
    throw invalid(
      "Notification gating requires investigation_agent_enabled=true.",
      "investigation_gates_notifications",
    );
}

function checkInterval(call: Call, interval: string | undefined): void {
  const { alertIntervals: finest } = call.switches;
  if (interval === "every_15_minutes" && finest === "hourly")
    throw invalid(
      "15-minute alert intervals require a Boost, Scale, or Enterprise platform add-on.",
      "calculation_interval",
    );
  if (interval === "real_time" && finest !== "real_time")
    throw invalid("Real-time alert intervals require a Scale or Enterprise plan.", "calculation_interval");
}

/** How many the plan allows. */
function checkPlan(call: Call): void {
  const { alertLimit } = call.switches;
  const count = alertsOf(call).length;
  if (alertLimit === "free" && count >= FREE) throw invalid(`Your plan is limited to ${FREE} alerts.`, "alert");
  if (typeof alertLimit === "number" && count >= alertLimit)
    throw invalid(`Your team has reached the limit of ${alertLimit} alerts on your plan.`, "alert");
}
