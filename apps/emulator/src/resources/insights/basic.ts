import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { dashboards, tiles, type TileDocument } from "../dashboards/tables.js";
import { showTags } from "../tags.js";
import { showQuery } from "./query.js";
import type { InsightDocument } from "./table.js";

/** A row of `?basic=true`: the form that lists can take, without results. */
export const showBasicInsight = (call: Call, insight: InsightDocument): JsonObject => commonOf(call, insight, true);

export function commonOf(call: Call, insight: InsightDocument, basic: boolean): JsonObject {
  const placed = liveTiles(call, insight);
  return {
    id: insight.id,
    short_id: insight.short_id,
    name: insight.name,
    derived_name: insight.derived_name,
    filters: insight.filters,
    query: showQuery(call, insight, basic),
    dashboards: placed.map((tile) => tile.dashboard),
    dashboard_tiles: placed.map(({ id, dashboard, deleted }) => ({ id, dashboard_id: dashboard, deleted })),
    description: insight.description,
    last_refresh: null,
    refreshing: false,
    saved: insight.saved,
    tags: showTags(call, insight.tags),
    updated_at: insight.updated_at,
    created_by: call.basicUser(insight.created_by),
    created_at: insight.created_at,
    last_modified_at: insight.last_modified_at,
    favorited: insight.favorited,
    user_access_level: insight.created_by === call.user.id ? "manager" : "editor",
    last_viewed_at: null,
  };
}

/** Tiles that count: neither deleted themselves, nor on a deleted dashboard. */
export function liveTiles(call: Call, insight: InsightDocument): TileDocument[] {
  return call
    .table(tiles)
    .where({ insight: insight.id })
    .filter((tile) => !tile.deleted && call.table(dashboards).get(tile.dashboard)?.deleted === false);
}
