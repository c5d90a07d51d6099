import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { newShortId } from "../insights/write.js";
import { insights } from "../insights/table.js";
import { buttons, dashboards, texts, tiles, type DashboardDocument, type TileDocument } from "./tables.js";

/** The dashboard that `use_dashboard` names. */
export function sourceDashboard(call: Call, id: number): DashboardDocument {
  const source = call.table(dashboards).get(id);
  if (!source || source.deleted || source.project !== call.project.id)
    throw invalid("Invalid value provided", "use_dashboard");
  return source;
}

/**
 * Copies the tiles of a dashboard to another: linked to the same insights and texts, or with copies of their own.
 */
export function copyTiles(call: Call, source: DashboardDocument, target: DashboardDocument, deep: boolean): void {
  for (const tile of call.table(tiles).where({ dashboard: source.id })) {
    if (!tile.deleted) copyTile(call, tile, target, deep);
  }
}

export function copyTile(call: Call, tile: TileDocument, target: DashboardDocument, deep: boolean): void {
  const { id: _, ...content } = tile;
  const own = deep ? copyContent(call, tile) : {};
  call.table(tiles).insert({ ...content, ...own, dashboard: target.id });
}

/** The copy of an insight carries its tags: this is how two rows come to carry one mark. */
function copyContent(call: Call, tile: TileDocument): Partial<TileDocument> {
  if (tile.insight !== null) {
    const { id: _, ...insight } = call.table(insights).get(tile.insight)!;
    const name = insight.name ? `${insight.name} (Copy)` : null;
    const dates = { created_at: call.now, updated_at: call.now, last_modified_at: call.now };
    const authors = { created_by: call.user.id, last_modified_by: call.user.id };
    const copy = { ...insight, name, short_id: newShortId(call), ...dates, ...authors };
    return { insight: call.table(insights).insert(copy).id };
  }
  if (tile.text !== null) {
    const { id: _, ...text } = call.table(texts).get(tile.text)!;
    return { text: call.table(texts).insert({ ...text, last_modified_at: call.now }).id };
  }
  const { id: _, ...button } = call.table(buttons).get(tile.button_tile!)!;
  return { button_tile: call.table(buttons).insert({ ...button, last_modified_at: call.now }).id };
}
