import { isObject, type Json, type JsonObject } from "../../../json.js";
import type { Call } from "../../../server/call.js";
import { invalid, serverError } from "../../../server/errors.js";
import { jsonb } from "../../../store/jsonb.js";
import { normalFilters } from "../filters.js";
import { tiles, type DashboardDocument, type TileDocument } from "../tables.js";
import { saveButton } from "./button.js";
import { newTile } from "./new-tile.js";
import { saveText } from "./text.js";

const displayFields = [
  "color",
  "layouts",
  "filters_overrides",
  "show_description",
  "transparent_background",
  "deleted",
] as const;

/**
 * One element of a dashboard PATCH's `tiles`. A text or a button makes or changes its tile; anything else can only
 * change how a tile that exists is displayed. Ids that the dashboard does not have are skipped without a word.
 *
 * Source: `PostHog/posthog: products/dashboards/backend/api/dashboard.py`, `_update_tiles`.
 */
export function upsertTile(call: Call, dashboard: DashboardDocument, sent: JsonObject): void {
  const display = displayOf(call, sent);
  if (isObject(sent.text) && Object.keys(sent.text).length > 0) {
    put(call, dashboard, sent.id, { ...display, text: saveText(call, dashboard, sent.text) });
  } else if (isObject(sent.button_tile) && Object.keys(sent.button_tile).length > 0) {
    put(call, dashboard, sent.id, { ...display, button_tile: saveButton(call, dashboard, sent.button_tile) });
  } else if (sent.widget) {
    throw invalid("Dashboard widgets are not enabled for this project.", "widget");
  } else {
    const tile = find(call, dashboard, sent.id);
    if (tile && Object.keys(display).length > 0) call.table(tiles).put({ ...tile, ...display });
  }
}

/** The display fields that were sent, stored as they are. */
function displayOf(call: Call, sent: JsonObject): Partial<TileDocument> {
  const display: Record<string, Json> = {};
  for (const name of displayFields) {
    const value = sent[name];
    if (value !== undefined) display[name] = jsonb(value);
  }
  if (isObject(display.filters_overrides) || Array.isArray(display.filters_overrides)) {
    display.filters_overrides = normalFilters(
      display.filters_overrides,
      "filters_overrides",
      call.switches.dashboardFilters,
    );
  }
  return display as Partial<TileDocument>;
}

function find(call: Call, dashboard: DashboardDocument, id: Json | undefined): TileDocument | undefined {
  const tile = typeof id === "number" ? call.table(tiles).get(id) : undefined;
  return tile?.dashboard === dashboard.id ? tile : undefined;
}

function put(call: Call, dashboard: DashboardDocument, id: Json | undefined, content: Partial<TileDocument>): void {
  const existing = find(call, dashboard, id);
  if (existing) {
    call.table(tiles).put({ ...existing, ...content });
    return;
  }
  if (typeof id !== "number") {
    call.table(tiles).insert(newTile({ dashboard: dashboard.id, ...content }));
    return;
  }
  // An id that this dashboard does not know is inserted as it is, and collides when another dashboard has it.
  if (call.table(tiles).get(id)) throw serverError();
  call.table(tiles).insert(newTile({ id, dashboard: dashboard.id, ...content }));
}
