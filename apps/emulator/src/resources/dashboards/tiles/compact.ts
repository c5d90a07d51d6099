import { isObject, type JsonObject } from "../../../json.js";
import type { TileDocument } from "../tables.js";
import { sortByLayout } from "./sort.js";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Pulls tiles up into the rows that a removed tile left, for each breakpoint on its own; columns and sizes stay.
 *
 * @returns the tiles whose layouts changed, with their new layouts.
 */
export function compact(tiles: readonly TileDocument[]): TileDocument[] {
  const moved = new Map<number, TileDocument>(tiles.map((tile) => [tile.id, tile]));
  for (const breakpoint of new Set(tiles.flatMap((tile) => Object.keys(tile.layouts)))) {
    const placed: Box[] = [];
    const here = tiles.filter((tile) => isObject(tile.layouts[breakpoint]));
    for (const { id } of sortByLayout(here, breakpoint)) {
      const tile = moved.get(id)!;
      const layout = tile.layouts[breakpoint] as JsonObject;
      const box = drop(boxOf(layout), placed);
      placed.push(box);
      if (box.y === (layout.y ?? 0)) continue;
      moved.set(id, { ...tile, layouts: { ...tile.layouts, [breakpoint]: { ...layout, y: box.y } } });
    }
  }
  return tiles.map((tile) => moved.get(tile.id)!).filter((tile) => !tiles.includes(tile));
}

/** The highest place in its columns where a box overlaps nothing. */
function drop(box: Box, placed: readonly Box[]): Box {
  let y = 0;
  for (;;) {
    const hit = placed.filter((other) => overlaps({ ...box, y }, other));
    if (hit.length === 0) return { ...box, y };
    y = Math.max(...hit.map((other) => other.y + other.h));
  }
}

const overlaps = (a: Box, b: Box): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function boxOf(layout: JsonObject): Box {
  const { x = 0, y = 0, w = 1, h = 1 } = layout;
  return { x: Number(x), y: Number(y), w: Number(w), h: Number(h) };
}
