import type { Call } from "../../server/call.js";
import { removeAlertsOf } from "../alerts/removal.js";
import { insights } from "../insights/table.js";
import { tiles, type DashboardDocument } from "./tables.js";

/**
 * Deletes all tiles of a dashboard softly, and with `alsoInsights` those insights that are on no other dashboard.
 */
export function removeTiles(call: Call, dashboard: DashboardDocument, alsoInsights: boolean): void {
  for (const tile of call.table(tiles).where({ dashboard: dashboard.id })) {
    if (alsoInsights && tile.insight !== null && !tile.deleted) {
      const live = call
        .table(tiles)
        .where({ insight: tile.insight })
        .filter((other) => !other.deleted);
      if (live.length === 1) setInsightDeleted(call, tile.insight, true);
    }
    call.table(tiles).put({ ...tile, deleted: true });
  }
}

/** Brings back every tile that the dashboard ever had, and the insights on them. */
export function restoreTiles(call: Call, dashboard: DashboardDocument): void {
  for (const tile of call.table(tiles).where({ dashboard: dashboard.id })) {
    call.table(tiles).put({ ...tile, deleted: false });
    if (tile.insight !== null) setInsightDeleted(call, tile.insight, false);
  }
}

function setInsightDeleted(call: Call, id: number, deleted: boolean): void {
  const insight = call.table(insights).get(id);
  if (!insight || insight.deleted === deleted) return;
  removeAlertsOf(call, call.table(insights).put({ ...insight, deleted }));
}
