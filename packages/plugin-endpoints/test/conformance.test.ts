import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { funnels, hogql, lifecycle, retention, trends, webOverview, where } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { endpoint } from "../src/index.js";
import { endpoint as kind } from "../src/kind.js";

const event = fc.constantFrom("signed up", "order placed", "churned");
const breakdown = fc.constantFrom("$os", "plan", "$browser");
const query = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((limit) => hogql(`select event from events limit ${limit}`)),
  fc.tuple(event, breakdown, fc.constantFrom("day" as const, "week" as const)).map(([event, property, interval]) =>
    trends({
      series: [{ event, properties: where({ plan: "pro" }) }],
      breakdownFilter: { breakdowns: [{ property }, { property: "$geoip_country_code" }] },
      trendsFilter: { showLegend: true },
      dateRange: "-30d",
      interval,
    }),
  ),
  event.map((event) =>
    retention({ retentionFilter: { targetEntity: { event }, period: "Week" }, breakdownFilter: "$geoip_country_code" }),
  ),
  fc.tuple(event, event).map(([from, to]) => funnels({ series: [{ event: from }, { event: to }] })),
  event.map((event) => lifecycle({ series: [{ event }] })),
  fc.boolean().map((doPathCleaning) => webOverview({ properties: [], doPathCleaning })),
);
const signups = insight({ key: "signups", name: "Sign-ups", query: trends({ series: [{ event: "signed up" }] }) });

conformance(kind, {
  factory: endpoint,
  kinds: [insightKind],
  friends: [signups],
  switches: { endpointQueries: "all" },
  arbitraries: {
    query,
    optional_breakdown_properties: fc.subarray(["$geoip_country_code", "$os", "plan"], { minLength: 0 }),
    derived_from_insight: fc.constantFrom(signups, "aBcD1234"),
    bucket_overrides: fc.dictionary(
      fc.constantFrom("timestamp", "created_at", "constructor"),
      fc.constantFrom("minute", "hour", "day", "week", "month"),
    ),
  },
  untested: {
    derived_from_insight: "PostHog keeps what was told at the creation: an edit is a warning, and no difference",
  },
});
