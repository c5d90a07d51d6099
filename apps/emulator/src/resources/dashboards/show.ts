import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { currentVariables } from "../insight-variables.js";
import { showTags } from "../tags.js";
import { readableBreakdownColors } from "./filters.js";
import type { DashboardDocument } from "./tables.js";
import { showTile, visibleTiles } from "./tiles/show.js";

/** A row of the list: no tiles, no filters, no variables, no colours. */
export function showBasicDashboard(call: Call, dashboard: DashboardDocument): JsonObject {
  return {
    id: dashboard.id,
    name: dashboard.name,
    description: dashboard.description,
    pinned: dashboard.pinned,
    created_at: dashboard.created_at,
    created_by: call.basicUser(dashboard.created_by),
    last_accessed_at: dashboard.last_accessed_at,
    last_viewed_at: null,
    folder: dashboard.folder,
    is_shared: false,
    deleted: dashboard.deleted,
    creation_mode: dashboard.creation_mode,
    tags: showTags(call, dashboard.tags),
    restriction_level: dashboard.restriction_level,
    effective_restriction_level: dashboard.restriction_level,
    effective_privilege_level: 37,
    user_access_level: dashboard.created_by === call.user.id ? "manager" : "editor",
    access_control_version: dashboard.restriction_level > 21 ? "v1" : "v2",
    last_refresh: null,
    team_id: dashboard.project,
  };
}

export function showDashboard(call: Call, dashboard: DashboardDocument): JsonObject {
  const filters = { ...dashboard.filters, ...override(call) };
  return {
    ...showBasicDashboard(call, dashboard),
    filters,
    variables: currentVariables(call, dashboard.variables),
    breakdown_colors: readableBreakdownColors(dashboard.breakdown_colors),
    data_color_theme_id: dashboard.data_color_theme_id,
    persisted_filters: orNull(dashboard.filters),
    persisted_variables: orNull(dashboard.variables),
    quick_filter_ids: dashboard.quick_filter_ids ?? [],
    grid_spacing: dashboard.grid_spacing,
    grid_compaction: dashboard.grid_compaction,
    groups: [],
    tiles: visibleTiles(call, dashboard.id).map((tile, order) => showTile(call, tile, order, filters)),
  };
}

const orNull = (value: JsonObject): JsonObject | null => (Object.keys(value).length > 0 ? value : null);

/** Filters of this one request, from the query string. */
function override(call: Call): JsonObject {
  try {
    const value = JSON.parse(call.query.get("filters_override") ?? "{}") as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
