import { isObject, type Json } from "../../../json.js";
import { created, noContent, ok, type Answer } from "../../../server/answer.js";
import type { Call } from "../../../server/call.js";
import { invalid, notFound, RawError } from "../../../server/errors.js";
import { boolean, choice, field, integer, list, parseFields, text } from "../../../server/fields.js";
import { jsonb } from "../../../store/jsonb.js";
import { copyTile } from "../duplicate.js";
import { findDashboard, getDashboard } from "../find.js";
import { showDashboard } from "../show.js";
import { texts, tiles, type DashboardDocument, type TileDocument } from "../tables.js";
import { compact } from "./compact.js";
import { newTile } from "./new-tile.js";
import { reorder, reorderModes } from "./reorder.js";
import { showSingleTile } from "./show.js";

const MAX_BODY = 4000;
const MAX_COLOR = 400;

const body = (required: boolean) =>
  field(
    (value, attr) => {
      const kept = text({ blank: true }).parse(value, attr);
      if (kept === "") throw invalid("Text body cannot be empty", attr, "blank");
      if ([...kept].length > MAX_BODY)
        throw invalid(`Text body cannot exceed ${MAX_BODY} characters`, attr, "max_length");
      return kept;
    },
    { required },
  );

const color = field(
  (value, attr) => {
    const kept = text({ blank: true }).parse(value, attr);
    if (kept.length > MAX_COLOR) throw invalid(`Color cannot exceed ${MAX_COLOR} characters`, attr, "max_length");
    return kept;
  },
  { nullable: true },
);

const box = field((value, attr) => {
  if (!isObject(value)) throw invalid("Invalid data. Expected a dictionary.", attr);
  const axes = { x: integer(), y: integer(), w: integer(), h: integer() };
  return parseFields(axes, value);
});

/** Unlike in a PATCH, only the two known breakpoints and their four numbers are kept. */
const layouts = field((value, attr) => {
  if (!isObject(value)) throw invalid("Invalid data. Expected a dictionary.", attr);
  return jsonb(parseFields({ sm: box, xs: box }, value) as Record<string, Json>) as TileDocument["layouts"];
});

const tileId = integer({ required: true });

export function createTextTile(call: Call): Answer {
  const dashboard = findDashboard(call);
  const sent = parseFields({ body: body(true), layouts, color }, call.data);
  return call.store.transaction(() => {
    const { id } = call.table(texts).insert({
      project: dashboard.project,
      body: sent.body!,
      created_by: call.user.id,
      last_modified_by: null,
      last_modified_at: call.now,
    });
    const { body: _, ...display } = sent;
    const tile = call.table(tiles).insert(newTile({ dashboard: dashboard.id, text: id, ...display }));
    return created(showSingleTile(call, tile));
  });
}

export function updateTextTile(call: Call): Answer {
  const dashboard = findDashboard(call);
  const sent = parseFields({ tile_id: tileId, body: body(false), layouts, color }, call.data);
  const tile = findTile(call, dashboard, sent.tile_id);
  const words = tile.text === null ? undefined : call.table(texts).get(tile.text);
  if (!words) throw invalid("Tile is not a text tile.");
  return call.store.transaction(() => {
    const { tile_id: _, body: newBody, ...display } = sent;
    const modified = { last_modified_by: call.user.id, last_modified_at: call.now };
    call.table(texts).put({ ...words, body: newBody ?? words.body, ...modified });
    return ok(showSingleTile(call, call.table(tiles).put({ ...tile, ...display })));
  });
}

export function updateTile(call: Call): Answer {
  const dashboard = findDashboard(call);
  const fields = { tile_id: tileId, show_description: boolean({ nullable: true }), color, layouts };
  const { tile_id, ...display } = parseFields(fields, call.data);
  const tile = findTile(call, dashboard, tile_id);
  if (tile.insight === null) throw invalid("Tile is not an insight or widget tile.");
  return ok(showSingleTile(call, call.table(tiles).put({ ...tile, ...display })));
}

/** Deletes a tile softly, and moves the others up: their stored layouts change. */
export function deleteTile(call: Call): Answer {
  const dashboard = findDashboard(call);
  const { tile_id } = parseFields({ tile_id: tileId }, call.data);
  const tile = findTile(call, dashboard, tile_id);
  return call.store.transaction(() => {
    call.table(tiles).put({ ...tile, deleted: true });
    for (const moved of compact(liveTiles(call, dashboard.id))) call.table(tiles).put(moved);
    return noContent();
  });
}

export function reorderTiles(call: Call): Answer {
  const dashboard = findDashboard(call);
  const fields = { tile_order: list(integer(), { required: true }), layout: choice(reorderModes) };
  const { tile_order: order = [], layout = "preserve" } = parseFields(fields, call.data);
  if (new Set(order).size !== order.length)
    throw new RawError(400, { detail: "tile_order must contain unique tile IDs" });
  const known = liveTiles(call, dashboard.id);
  const missing = order.filter((id) => !known.some((tile) => tile.id === id)).sort((a, b) => a - b);
  if (missing.length > 0) {
    throw new RawError(404, { detail: `Tile IDs not found on this dashboard: [${missing.join(", ")}]` });
  }
  const inOrder = order.map((id) => known.find((tile) => tile.id === id)!);
  call.store.transaction(() => reorder(inOrder, layout).forEach((tile) => call.table(tiles).put(tile)));
  return ok(showDashboard(call, dashboard));
}

/** Answers the dashboard that the tile left. */
export function moveTile(call: Call): Answer {
  const dashboard = findDashboard(call);
  const { data } = call;
  const target = data.to_dashboard ?? data.toDashboard;
  const fields = { to_dashboard: integer({ required: true }), tile: field((value) => value, { required: true }) };
  const sent = parseFields(fields, target === undefined ? data : { ...data, to_dashboard: target });
  const tile = findTile(call, dashboard, isObject(sent.tile) ? (sent.tile.id as number) : undefined);
  const destination = getDashboard(call, sent.to_dashboard!);
  return call.store.transaction(() => {
    const twin = twinOn(call, tile, destination);
    if (twin && !twin.deleted) throw invalid("Invalid request data for moving tile.");
    if (twin) call.table(tiles).remove(twin.id);
    call.table(tiles).put({ ...tile, dashboard: destination.id });
    return ok(showDashboard(call, dashboard));
  });
}

/** Answers the dashboard that got the copy. */
export function copyTileHere(call: Call): Answer {
  const destination = findDashboard(call);
  const fields = { fromDashboardId: integer({ required: true }), tileId };
  const { fromDashboardId, tileId: id } = parseFields(fields, call.data);
  if (fromDashboardId === destination.id) throw invalid("Destination must be a different dashboard than the source.");
  const tile = findTile(call, getDashboard(call, fromDashboardId!), id);
  if (tile.button_tile !== null) {
    throw invalid("Only insight, text, and widget tiles can be copied between dashboards.");
  }
  if (twinOn(call, tile, destination)) {
    const what = tile.insight === null ? "text card" : "insight";
    throw invalid(`This ${what} is already on the destination dashboard.`);
  }
  copyTile(call, tile, destination, false);
  return ok(showDashboard(call, destination));
}

function findTile(call: Call, dashboard: DashboardDocument, id: number | undefined): TileDocument {
  const tile = liveTiles(call, dashboard.id).find((each) => each.id === id);
  if (!tile) throw notFound();
  return tile;
}

const liveTiles = (call: Call, dashboard: number): TileDocument[] =>
  call
    .table(tiles)
    .where({ dashboard })
    .filter((tile) => !tile.deleted);

/** The tile of the same content on another dashboard, deleted or not: there can be only one. */
function twinOn(call: Call, tile: TileDocument, dashboard: DashboardDocument): TileDocument | undefined {
  return call
    .table(tiles)
    .where({ dashboard: dashboard.id })
    .find((other) => isSameContent(other, tile));
}

const isSameContent = (a: TileDocument, b: TileDocument): boolean =>
  a.insight === b.insight && a.text === b.text && a.button_tile === b.button_tile;
