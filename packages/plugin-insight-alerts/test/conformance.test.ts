import { insight } from "@posthog-definitions/plugin-insights";
import insights from "@posthog-definitions/plugin-insights/kind";
import { trends } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { insightAlert, type InsightAlertDetector } from "../src/index.js";
import { insightAlert as kind } from "../src/kind.js";

const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
const visits = insight({ key: "visits", name: "Visits", query: trends({ series: [{ event: "$pageview" }] }) });

conformance(kind, {
  factory: insightAlert,
  kinds: insights,
  friends: [signups, visits],
  samples: [
    insightAlert({ key: "few", insight: signups, threshold: { bounds: { lower: 1 } }, name: "Few" }),
    insightAlert({
      key: "odd",
      insight: signups,
      detector_config: { type: "zscore", window: 30 },
      investigation_agent_enabled: true,
      investigation_gates_notifications: true,
      subscribed_users: ["caller@example.com"],
    }),
  ],
  arbitraries: {
    subscribed_users: fc.subarray(["caller@example.com", "teammate@example.com"]),
    threshold: fc.record({
      type: fc.constant("absolute"),
      bounds: fc.record({ lower: fc.constantFrom(0, 1), upper: fc.constantFrom(5, 6) }),
    }),
    config: fc.record({
      type: fc.constant("TrendsAlertConfig"),
      series_index: fc.constant(0),
      check_ongoing_interval: fc.boolean(),
    }),
    detector_config: fc.constantFrom<InsightAlertDetector>(
      { type: "mad" },
      { type: "zscore", window: 10, threshold: 0.5, preprocessing: { diffs_n: 1 } },
      { type: "ensemble", operator: "or", detectors: [{ type: "iqr" }, { type: "knn", method: "mean" }] },
      { type: "ensemble", operator: "and", detectors: [{ type: "iqr" }, { type: "pca", threshold: 1 }] },
    ),
    schedule_restriction: fc.constantFrom(
      { blocked_windows: [{ start: "22:00", end: "06:00" }] },
      {
        blocked_windows: [
          { start: "10:00", end: "11:00" },
          { start: "10:30", end: "12:00" },
        ],
      },
    ),
  },
});
