import { dashboard } from "@posthog/definitions";
import {
  activeUploaders,
  bigUploads,
  filesMoved,
  filesPerUpload,
  powerUserActivity,
  weeklyRetention,
} from "../insights/engagement";
import { biggestFiles, deletions, sharingHabit, uploaderLifecycle } from "../insights/product";

export default dashboard({
  key: "engagement",
  name: "Engagement",
  filters: { date_from: "-30d" },
  tags: ["company"],
  tiles: [
    { insight: filesMoved, layout: { x: 0, y: 0, w: 8, h: 5 } },
    { insight: filesPerUpload, layout: { x: 8, y: 0, w: 4, h: 5 }, transparent: true },
    // The same insight as on the growth dashboard: one row in PostHog, a tile on each.
    { insight: activeUploaders, layout: { x: 0, y: 5, w: 6, h: 5 } },
    { insight: bigUploads, layout: { x: 6, y: 5, w: 6, h: 5 } },
    { insight: powerUserActivity, layout: { x: 0, y: 10, w: 6, h: 5 } },
    { insight: weeklyRetention, layout: { x: 6, y: 10, w: 6, h: 5 } },
    { insight: uploaderLifecycle, layout: { x: 0, y: 15, w: 6, h: 5 } },
    { insight: sharingHabit, layout: { x: 6, y: 15, w: 6, h: 5 } },
    { insight: biggestFiles, layout: { x: 0, y: 20, w: 6, h: 5 } },
    { insight: deletions, layout: { x: 6, y: 20, w: 6, h: 5 } },
  ],
});
