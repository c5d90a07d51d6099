import { annotation } from "@posthog/definitions";
import growth from "./dashboards/growth";
import { monthlyRevenue } from "./insights/revenue";

/** On every chart of the project. */
export const launch = annotation({
  key: "public-launch",
  content: "Public launch: no more invitations.",
  date_marker: "2026-02-03T09:00:00+01:00",
  emoji: "🚀",
});

export const newPrices = annotation({
  key: "new-prices",
  content: "New prices, for new accounts only.",
  date_marker: "2026-04-01",
  insight: monthlyRevenue,
});

export const campaign = annotation({
  key: "spring-campaign",
  content: "Spring campaign begins.",
  date_marker: "2026-03-20",
  dashboard: growth,
});
