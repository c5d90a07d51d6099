import { isoDate } from "../../clock.js";
import { ApiError } from "../../server/errors.js";
import type { Store } from "../../store/store.js";
import { insights } from "../insights/table.js";
import { checkAlert } from "./rules.js";
import { alerts, type AlertDocument } from "./table.js";

/**
 * What PostHog does when it is time to look: an alert that does not fit its insight any more is switched off. Nothing is
 * computed, so all others stay as they are.
 */
export function checkAlerts(store: Store, now: number): void {
  const at = isoDate(now);
  for (const alert of store.table(alerts).all()) {
    if (!alert.enabled || (alert.snoozed_until !== null && Date.parse(alert.snoozed_until) > now)) continue;
    const state = fits(store, alert) ? alert.state : "Errored";
    store.table(alerts).put({
      ...alert,
      state,
      enabled: state !== "Errored",
      last_checked_at: at,
      checks: [...alert.checks, { id: store.uuid(), created_at: at, state }],
    });
  }
}

function fits(store: Store, alert: AlertDocument): boolean {
  const { condition, config, detector_config: detector } = alert;
  const { query } = store.table(insights).get(alert.insight)!;
  try {
    const threshold = alert.threshold.configuration;
    checkAlert({ query, condition, config, threshold, detector, needsBounds: detector === null });
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
