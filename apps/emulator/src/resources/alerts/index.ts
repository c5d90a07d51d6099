import { defineResource } from "../define.js";
import { listAlerts, retrieveAlert } from "./read.js";
import { alerts } from "./table.js";
import { createAlert, removeAlert, updateAlert } from "./write.js";

/**
 * Alerts on insights. Deleted for good, by hand or with their insight.
 *
 * Source: `PostHog/posthog: products/alerts/backend/api/alert.py`, `…/models/alert.py`.
 */
export const alertsResource = defineResource({
  path: "alerts",
  scope: "alert",
  tables: [alerts],
  list: listAlerts,
  create: createAlert,
  retrieve: retrieveAlert,
  update: updateAlert,
  destroy: removeAlert,
});
