import { button, dashboard, text } from "@posthog/definitions";
import { activation, invites, signupsBySource, weeklySignups } from "../insights/acquisition";
import { activeUploaders } from "../insights/engagement";
import { channels, pathsToPricing, website } from "../insights/product";

export default dashboard({
  key: "growth",
  name: "Growth",
  description: "Who comes, and who stays long enough to share a file.",
  pinned: true,
  tags: ["company"],
  tiles: [
    text({
      key: "intro",
      body: "## Growth\nReviewed every Monday. The funnel counts people, not accounts.",
      layout: { x: 0, y: 0, w: 9, h: 2 },
    }),
    button({ url: "/insights", text: "All insights", layout: { x: 9, y: 0, w: 3, h: 2 } }),
    { insight: weeklySignups, layout: { x: 0, y: 2, w: 6, h: 5 } },
    { insight: signupsBySource, layout: { x: 6, y: 2, w: 6, h: 5 }, color: "blue" },
    { insight: activation, layout: { x: 0, y: 7, w: 8, h: 6 }, showDescription: true },
    { insight: invites, layout: { x: 8, y: 7, w: 4, h: 6 } },
    { insight: activeUploaders, layout: { x: 0, y: 13, w: 12, h: 5 } },
    { insight: website, layout: { x: 0, y: 18, w: 12, h: 3 } },
    { insight: channels, layout: { x: 0, y: 21, w: 6, h: 6 } },
    { insight: pathsToPricing, layout: { x: 6, y: 21, w: 6, h: 6 } },
  ],
});
