import { isObject, type JsonObject } from "../../../json.js";
import { withFilters } from "../../../queries/dashboard-filters.js";
import type { Call } from "../../../server/call.js";
import { showInsight } from "../../insights/show.js";
import { insights } from "../../insights/table.js";
import { buttons, dashboards, texts, tiles, type TileDocument } from "../tables.js";
import { sortByLayout } from "./sort.js";

/** The tiles of a dashboard that are shown: neither deleted, nor of a deleted insight. */
export function visibleTiles(call: Call, dashboard: number): TileDocument[] {
  const shown = call
    .table(tiles)
    .where({ dashboard })
    .filter((tile) => !tile.deleted)
    .filter((tile) => tile.insight === null || call.table(insights).get(tile.insight)?.deleted === false);
  return sortByLayout(shown);
}

/**
 * A tile in a dashboard's answer.
 *
 * @param order - Its place among the tiles of this very answer.
 * @param dashboardFilters - What the dashboard adds to the query of every insight.
 */
export function showTile(call: Call, tile: TileDocument, order: number, dashboardFilters: JsonObject): JsonObject {
  return {
    id: tile.id,
    layouts: tile.layouts,
    color: tile.color,
    filters_overrides: tile.filters_overrides,
    show_description: tile.show_description,
    transparent_background: tile.transparent_background,
    last_refresh: null,
    order,
    insight: tile.insight === null ? null : showTileInsight(call, tile, dashboardFilters),
    text: showText(call, tile.text),
    button_tile: showButton(call, tile.button_tile),
    widget: null,
    is_cached: false,
    parent_group_id: null,
  };
}

/** A tile alone, as the tile actions answer it. */
export function showSingleTile(call: Call, tile: TileDocument): JsonObject {
  return showTile(call, tile, 0, call.table(dashboards).get(tile.dashboard)?.filters ?? {});
}

function showTileInsight(call: Call, tile: TileDocument, dashboardFilters: JsonObject): JsonObject {
  const row = showInsight(call, call.table(insights).get(tile.insight!)!);
  const overrides = isObject(tile.filters_overrides) ? tile.filters_overrides : {};
  const filters = overrides.ignoreDashboardFilters === true ? overrides : { ...dashboardFilters, ...overrides };
  return { ...row, query: isObject(row.query) ? withFilters(row.query, filters) : null };
}

function showText(call: Call, id: number | null): JsonObject | null {
  const text = id === null ? undefined : call.table(texts).get(id);
  if (!text) return null;
  return {
    id: text.id,
    created_by: call.basicUser(text.created_by),
    last_modified_by: call.basicUser(text.last_modified_by),
    body: text.body,
    last_modified_at: text.last_modified_at,
    team: text.project,
    dashboard_tiles: call
      .table(tiles)
      .where({ text: text.id })
      .map((tile) => tile.id),
  };
}

function showButton(call: Call, id: string | null): JsonObject | null {
  const button = id === null ? undefined : call.table(buttons).get(id);
  if (!button) return null;
  return {
    id: button.id,
    created_by: call.basicUser(button.created_by),
    last_modified_by: call.basicUser(button.last_modified_by),
    url: button.url,
    text: button.text,
    placement: button.placement,
    style: button.style,
    last_modified_at: button.last_modified_at,
    team: button.project,
    dashboard_tiles: call
      .table(tiles)
      .where({ button_tile: button.id })
      .map((tile) => tile.id),
  };
}
