import { isObject, type Json, type JsonObject } from "../../json.js";
import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, serverError } from "../../server/errors.js";
import { boolean, choice, field, integer, list, parseFields, text, type Values } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { dataColorThemes } from "../data-color-themes.js";
import { nextTags, tagsField } from "../tags.js";
import { copyTile, copyTiles, sourceDashboard } from "./duplicate.js";
import { checkBreakdownColors, normalFilters } from "./filters.js";
import { findDashboard } from "./find.js";
import { removeTiles, restoreTiles } from "./removal.js";
import { showDashboard } from "./show.js";
import { dashboards, tiles, type DashboardDocument } from "./tables.js";
import { upsertTile } from "./tiles/upsert.js";

const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** No quick filters exist here, so an id that is well-formed is one that is not found. */
const quickFilter = field((value): string => {
  if (!uuid.test(String(value))) throw invalid(`Invalid UUID: ${String(value)}`, "quick_filter_ids");
  throw invalid(`Quick filters not found: ${String(value).toLowerCase()}`, "quick_filter_ids");
});

const fields = {
  name: text({ max: 400, nullable: true, blank: true }),
  description: text({ blank: true }),
  pinned: boolean(),
  deleted: boolean(),
  tags: tagsField({ nullKeeps: true }),
  breakdown_colors: field(checkBreakdownColors, { nullable: true }),
  data_color_theme_id: integer({ nullable: true }),
  quick_filter_ids: list(quickFilter, { nullable: true }),
  restriction_level: choice([21, 37]),
  grid_spacing: choice(["tight", "condensed", "standard", "relaxed", "wide"]),
  grid_compaction: choice(["vertical", "horizontal", "stable"]),
  use_template: text({ blank: true }),
  use_dashboard: integer({ nullable: true }),
  delete_insights: boolean(),
  _create_in_folder: text({ blank: true }),
};

type Sent = Values<typeof fields>;

export function createDashboard(call: Call): Answer {
  const { data } = call;
  const sent = parseFields(fields, data);
  if (sent.use_template && sent.use_dashboard) {
    throw invalid("`use_dashboard` and `use_template` cannot be used together");
  }
  const source = sent.use_dashboard ? sourceDashboard(call, sent.use_dashboard) : undefined;
  const filters = sentObject(call, data.filters, "filters");
  if (sent.use_template) throw invalid(`Invalid template provided: ${sent.use_template}`, "use_template");
  const sourceTags = source && call.switches.duplicateCopiesTags ? source.tags : [];
  const dashboard = call.table(dashboards).insert({
    project: call.project.id,
    name: null,
    description: "",
    pinned: false,
    breakdown_colors: source?.breakdown_colors ?? [],
    data_color_theme_id: source?.data_color_theme_id ?? null,
    quick_filter_ids: source?.quick_filter_ids ?? null,
    restriction_level: 21,
    grid_spacing: "standard",
    grid_compaction: "vertical",
    created_at: call.now,
    created_by: call.user.id,
    last_accessed_at: null,
    deleted: false,
    ...columns(call, sent),
    folder: sent._create_in_folder ?? null,
    tags: nextTags(call, sourceTags, sent.tags),
    filters: filters ?? source?.filters ?? {},
    // Only a copy starts with variables: those that are sent are ignored.
    variables: source?.variables ?? {},
    creation_mode: source ? "duplicate" : "default",
  });
  if (source) copyTiles(call, source, dashboard, data.duplicate_tiles === true);
  return created(showDashboard(call, dashboard));
}

/**
 * PATCH. Not one transaction: when an element of `tiles` is refused, the fields and the elements before it stay.
 */
export function updateDashboard(call: Call): Answer {
  const restores = isObject(call.body) && isFalse(call.body.deleted);
  const dashboard = findDashboard(call, { evenDeleted: restores });
  const { data } = call;
  const sent = parseFields(fields, data, true);
  const restored = dashboard.deleted && sent.deleted === false;
  if (restored) restoreTiles(call, dashboard);
  if (sent.deleted) removeTiles(call, dashboard, sent.delete_insights ?? false);
  const updated: DashboardDocument = {
    ...dashboard,
    ...columns(call, sent),
    tags: nextTags(call, dashboard.tags, sent.tags),
    filters: sentObject(call, data.filters, "filters") ?? dashboard.filters,
    variables: sentObject(call, data.variables, "variables") ?? dashboard.variables,
  };
  call.table(dashboards).put(updated);
  for (const element of listOf(data.tiles)) if (isObject(element)) upsertTile(call, updated, element);
  for (const element of listOf(data.duplicate_tiles)) if (isObject(element)) duplicateInPlace(call, updated, element);
  return ok(showDashboard(call, updated));
}

/** The fields that are stored as they were sent. */
function columns(call: Call, sent: Sent): Partial<DashboardDocument> {
  const { tags: _1, use_template: _2, use_dashboard: _3, delete_insights: _4, _create_in_folder: _5, ...plain } = sent;
  if (plain.data_color_theme_id && !call.table(dataColorThemes).get(plain.data_color_theme_id)) throw serverError();
  return plain as Partial<DashboardDocument>;
}

/** `filters` or `variables` of a body. What is empty is ignored, unless the server is of the kind that clears. */
function sentObject(call: Call, value: Json | undefined, name: "filters" | "variables"): JsonObject | undefined {
  const { emptyDashboardFilters, dashboardFilters } = call.switches;
  if (isEmpty(value)) return emptyDashboardFilters === "clear" && isObject(value) ? {} : undefined;
  if (name === "filters") return normalFilters(value!, name, dashboardFilters);
  // The text speaks of filters for variables too.
  if (!isObject(value)) throw invalid("Filters must be a dictionary", name);
  return jsonb(value);
}

const isEmpty = (value: Json | undefined): boolean =>
  !value || (typeof value === "object" && Object.keys(value).length === 0);

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

const isFalse = (value: Json | undefined): boolean =>
  value === false ||
  value === 0 ||
  (typeof value === "string" && ["false", "0", "f", "no", "n", "off"].includes(value.toLowerCase()));

/** The UI's Duplicate of a tile: a copy on the same dashboard, in another place. */
function duplicateInPlace(call: Call, dashboard: DashboardDocument, sent: JsonObject): void {
  const tile = call
    .table(tiles)
    .where({ dashboard: dashboard.id })
    .find((each) => each.id === sent.id && !each.deleted);
  if (!tile) throw serverError();
  copyTile(call, { ...tile, layouts: isObject(sent.layouts) ? jsonb(sent.layouts) : {} }, dashboard, true);
}
