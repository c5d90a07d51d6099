import { factory } from "@posthog-definitions/core";
import type { InsightInput } from "./input.js";

/**
 * A saved insight. Several dashboards may hold the same one: it is one row in PostHog.
 *
 * ```ts
 * export const weeklySignups = insight({
 *   key: "weekly-signups",
 *   name: "Weekly signups",
 *   query: trends({ series: [{ event: "user signed up" }], interval: "week" }),
 * });
 * ```
 */
export const insight = factory<"insight", InsightInput>("insight");

export type { InsightInput } from "./input.js";
