import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { where } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { dashboard } from "../src/index.js";
import { dashboard as kind } from "../src/kind.js";
import { trends } from "@posthog-definitions/queries";

const friends = ["signups", "churn"].map((key) =>
  insight({ key, name: key, query: trends({ series: [{ event: key }] }) }),
);
const properties = fc.array(
  fc.constantFrom("Chrome", "Safari").map((browser) => where({ $browser: browser })),
  {
    maxLength: 2,
  },
);
const breakdown_filter = fc.constantFrom("$browser", { breakdown_type: "person" as const, breakdown: "plan" });
const layout = fc.record({
  x: fc.integer({ min: 0, max: 5 }),
  y: fc.integer({ min: 0, max: 40 }),
  w: fc.integer({ min: 1, max: 6 }),
  h: fc.integer({ min: 1, max: 9 }),
});

conformance(kind, {
  factory: dashboard,
  friends,
  kinds: [insightKind],
  arbitraries: {
    "filters.properties": properties,
    "filters.breakdown_filter": breakdown_filter,
    variables: fc.constant(undefined),
    dataColorThemeKey: fc.constantFrom(null, 1),
    quick_filter_ids: fc.constant([]),
    // How a tile looks is left alone where the file does not say it, so here the file says it.
    "tiles[].layout": layout,
    "tiles[].color": fc.constantFrom(null, "blue", "green"),
    "tiles[].transparent": fc.boolean(),
    "tiles[].showDescription": fc.boolean(),
    "tiles[].filtersOverride": fc.record(
      { date_from: fc.constantFrom("-7d", "-30d"), properties, breakdown_filter },
      { requiredKeys: [] },
    ),
    "tiles[].url": fc.constantFrom("/insights", "/dashboard/1?edit=1#top", "https://example.com/a"),
  },
  untested: {
    ownsAllTiles: "says what is done with other tiles; there is nothing of it on the server",
    variables: "see variables.test.ts",
    quick_filter_ids: "quick filters are made in the UI alone, and there are none",
  },
});
