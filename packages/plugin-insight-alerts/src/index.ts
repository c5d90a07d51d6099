import { factory, type Factory } from "@posthog-definitions/core";
import type { InsightAlertInput } from "./input.js";

/**
 * An insight alert: mails when a value of an insight is out of bounds.
 *
 * ```ts
 * export default insightAlert({
 *   key: "few-signups",
 *   name: "Few signups",
 *   insight: weeklySignups,
 *   threshold: { bounds: { lower: 100 } },
 *   subscribed_users: ["me@example.com"],
 * });
 * ```
 */
export const insightAlert: Factory<"insight-alert", InsightAlertInput> = factory<"insight-alert", InsightAlertInput>(
  "insight-alert",
);

export type * from "./input.js";
