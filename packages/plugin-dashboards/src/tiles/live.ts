import { isPlain, type Id } from "@posthog-definitions/core";
import type { Decoding } from "@posthog-definitions/core/kind";
import { decodeFilters, tileFilterNames } from "../filters.js";
import type { TileLayout } from "../input.js";
import type { DashboardRow, TileRow } from "../row.js";
import { derivedKey, freeKey } from "./keys.js";
import { markOfOverrides, unmarkedBody } from "./mark.js";
import { contentOf, isCard, type CardTile, type InsightTile, type Look, type OtherTile, type Tile } from "./tile.js";

/** A tile on the server, and what it means. */
export interface LiveTile {
  readonly row: TileRow;
  readonly tile: InsightTile | CardTile | OtherTile;
}

/** Every tile of a dashboard in the user's words, whoever made it. Never throws: rows of others come by here too. */
export function liveTiles(row: Pick<DashboardRow, "tiles"> | undefined, at: Decoding): LiveTile[] {
  const rows = Array.isArray(row?.tiles) ? (row.tiles as unknown[]).filter(isTileRow) : [];
  // The oldest first: where a card was duplicated with its mark, the mark stays with the original.
  const live = rows.sort((a, b) => Number(a.id) - Number(b.id)).map((tile) => ({ row: tile, tile: read(tile, at) }));
  return withDistinctKeys(live);
}

function isTileRow(value: unknown): value is TileRow {
  return isPlain(value) && isId(value["id"]) && value["deleted"] !== true;
}

const isId = (value: unknown): value is Id => typeof value === "number" || typeof value === "string";

/** A card as it was read; its key is that of its mark, or empty. */
function read(row: TileRow, at: Decoding): LiveTile["tile"] {
  const { insight, text, button_tile: button } = row;
  if (isPlain(insight) && isId(insight["id"]))
    return {
      insight: at.ref("insight", insight["id"]),
      ...lookOf(row),
      filtersOverride: decodeFilters(row.filters_overrides, tileFilterNames, at),
      showDescription: typeof row.show_description === "boolean" ? row.show_description : null,
    };
  if (isPlain(text)) {
    const { body, key = "" } = unmarkedBody(textOf(text["body"]));
    return { kind: "text", key, body, ...lookOf(row) };
  }
  if (isPlain(button))
    return {
      kind: "button",
      key: markOfOverrides(row.filters_overrides) ?? "",
      url: textOf(button["url"]),
      text: textOf(button["text"]),
      placement: button["placement"] === "right" ? "right" : "left",
      style: button["style"] === "secondary" ? "secondary" : "primary",
      ...lookOf(row),
    };
  return { kind: "other", id: row.id };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

function lookOf(row: TileRow): Look {
  const layout = layoutOf(row.layouts);
  return {
    ...(layout ? { layout } : {}),
    color: typeof row.color === "string" && row.color !== "" ? row.color : null,
    transparent: row.transparent_background === true,
  };
}

/** Other clients write numbers as text, and members that are not ours. */
function layoutOf(layouts: unknown): TileLayout | undefined {
  const box = isPlain(layouts) ? layouts["sm"] : undefined;
  if (!isPlain(box)) return undefined;
  const [x, y, w, h] = ["x", "y", "w", "h"].map((side) => numberOf(box[side]));
  return x === undefined || y === undefined || w === undefined || h === undefined ? undefined : { x, y, w, h };
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/**
 * Marks first, each with the oldest card that carries it. A copy that still says the same is a twin of ours, to be
 * removed; one that says something else is what somebody made of it, and theirs.
 */
function withDistinctKeys(live: readonly LiveTile[]): LiveTile[] {
  const taken = new Set<string>();
  const holders = new Map<string, CardTile>();
  const keyed = live.map((one): LiveTile => {
    const { tile } = one;
    if (!isCard(tile) || tile.key === "") return one;
    const name = `${tile.kind}.${tile.key}`;
    const holder = holders.get(name);
    if (holder && contentOf(holder) !== contentOf(tile)) return { ...one, tile: { ...tile, key: "" } };
    if (!holder) holders.set(name, tile);
    return { ...one, tile: { ...tile, key: freeKey(tile, tile.key, taken) } };
  });
  return keyed.map((one): LiveTile => {
    const { tile } = one;
    if (!isCard(tile) || tile.key !== "") return one;
    return { ...one, tile: { ...tile, key: freeKey(tile, derivedKey(tile), taken), mark: null } };
  });
}

/** Whether a live tile may be changed or removed without being asked for by name. */
export function isOurs(tile: Tile, at: Decoding): boolean {
  if ("insight" in tile) return at.managed(tile.insight);
  return isCard(tile) && tile.mark !== null;
}
