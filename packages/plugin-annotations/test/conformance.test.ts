import { dashboard } from "@posthog-definitions/plugin-dashboards";
import dashboards from "@posthog-definitions/plugin-dashboards/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import insights from "@posthog-definitions/plugin-insights/kind";
import { trends } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { annotation } from "../src/index.js";
import { annotation as kind } from "../src/kind.js";

const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
const growth = dashboard({ key: "growth", name: "Growth" });

conformance(kind, {
  factory: annotation,
  kinds: [...insights, ...dashboards],
  friends: [signups, growth],
  samples: [
    annotation({ key: "launch", content: "Launch", date_marker: "2026-03-01T12:00:00+02:00", emoji: "🚀" }),
    annotation({ key: "tagged", content: "Sale", date_marker: "2026-03-01", tags: ["Shop", "eu"] }),
    annotation({ key: "insight", date_marker: "2026-03-01", insight: signups }),
    annotation({
      key: "dashboard",
      date_marker: "2026-03-01",
      dashboard: growth,
      insight: signups,
      scope: "dashboard",
    }),
  ],
  arbitraries: {
    date_marker: fc.constantFrom("2026-03-01", "2026-03-01T12:00+02:00", "2026-03-01 12:00:00.5Z"),
    tags: fc.subarray(["eu", "shop"]),
  },
});
