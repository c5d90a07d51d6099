import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { asList, field } from "../../server/fields.js";
import { pythonType } from "../../json.js";
import { newTile } from "../dashboards/tiles/new-tile.js";
import { dashboards, tiles } from "../dashboards/tables.js";
import type { InsightDocument } from "./table.js";

/** The `dashboards` field: ids, checked when they are placed. */
export const dashboardIds = field((value, attr) =>
  asList(value, attr).map((id) => {
    const number = typeof id === "string" && /^\d+$/.test(id) ? Number(id) : id;
    if (typeof number === "number" && Number.isInteger(number)) return number;
    throw invalid(`Incorrect type. Expected pk value, received ${pythonType(id)}.`, attr, "incorrect_type");
  }),
);

/**
 * Makes the insight be on exactly these dashboards. A tile that is already there is left alone, one that was deleted
 * comes back as it was, one that is not wanted any more is deleted softly.
 */
export function placeOnDashboards(call: Call, insight: InsightDocument, wanted: readonly number[]): void {
  for (const id of wanted) {
    const dashboard = call.table(dashboards).get(id);
    if (!dashboard || dashboard.deleted || dashboard.project !== call.project.id) {
      throw invalid(`Invalid pk "${id}" - object does not exist.`, "dashboards", "does_not_exist");
    }
  }
  const existing = call.table(tiles).where({ insight: insight.id });
  for (const tile of existing) {
    const deleted = !wanted.includes(tile.dashboard);
    if (tile.deleted !== deleted) call.table(tiles).put({ ...tile, deleted });
  }
  for (const dashboard of new Set(wanted)) {
    if (!existing.some((tile) => tile.dashboard === dashboard)) {
      call.table(tiles).insert(newTile({ dashboard, insight: insight.id }));
    }
  }
}

export function removeFromDashboards(call: Call, insight: InsightDocument): void {
  placeOnDashboards(call, insight, []);
}
