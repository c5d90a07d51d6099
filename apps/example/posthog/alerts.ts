import { insightAlert } from "@posthog/definitions";
import { weeklySignups } from "./insights/acquisition";
import { monthlyRevenue } from "./insights/revenue";

export const fewSignups = insightAlert({
  key: "few-signups",
  name: "Hardly anybody signs up",
  insight: weeklySignups,
  threshold: { bounds: { lower: 50 } },
  calculation_interval: "weekly",
  skip_weekend: true,
});

/** A fifth less than the month before. */
export const revenueDrop = insightAlert({
  key: "revenue-drop",
  name: "Revenue has dropped",
  insight: monthlyRevenue,
  condition: { type: "relative_decrease" },
  threshold: { type: "percentage", bounds: { upper: 0.2 } },
  calculation_interval: "monthly",
});

/** Nobody is woken by it. */
export const oddSignups = insightAlert({
  key: "odd-signups",
  name: "Signups are not as usual",
  insight: weeklySignups,
  detector_config: { type: "zscore", threshold: 0.95, window: 30 },
  schedule_restriction: { blocked_windows: [{ start: "20:00", end: "07:00" }] },
});
