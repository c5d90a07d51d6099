import { isObject, type JsonObject } from "../../../json.js";
import type { TileDocument } from "../tables.js";

export const reorderModes = ["preserve", "two_column", "full_width"] as const;
export type ReorderMode = (typeof reorderModes)[number];

const COLUMNS = 12;
const WIDTH = 6;
const HEIGHT = 5;

/** New layouts for tiles in a wanted order: in fixed shapes, or in their own sizes packed as high as they go. */
export function reorder(tiles: readonly TileDocument[], mode: ReorderMode): TileDocument[] {
  if (mode === "preserve") return pack(tiles);
  return tiles.map((tile, index) => {
    const [row, column] = [Math.floor(index / 2), index % 2];
    const sm =
      mode === "two_column"
        ? { x: column * WIDTH, y: row * HEIGHT, w: WIDTH, h: HEIGHT }
        : { x: 0, y: index * HEIGHT, w: COLUMNS, h: HEIGHT };
    return { ...tile, layouts: { sm, xs: { x: 0, y: index * HEIGHT, w: 1, h: HEIGHT } } };
  });
}

function pack(tiles: readonly TileDocument[]): TileDocument[] {
  const tops = new Array<number>(COLUMNS).fill(0);
  let below = 0;
  return tiles.map((tile) => {
    const { w, h } = sizeOf(tile.layouts);
    const topOf = (x: number) => Math.max(...tops.slice(x, x + w));
    let best = 0;
    for (let x = 1; x <= COLUMNS - w; x++) if (topOf(x) < topOf(best)) best = x;
    const y = topOf(best);
    tops.fill(y + h, best, best + w);
    const layouts = { sm: { x: best, y, w, h }, xs: { x: 0, y: below, w: 1, h } };
    below += h;
    return { ...tile, layouts };
  });
}

function sizeOf({ sm }: JsonObject): { w: number; h: number } {
  const positive = (value: unknown, fallback: number) =>
    typeof value === "number" && Number.isInteger(value) && value > 0 ? value : fallback;
  const box = isObject(sm) ? sm : {};
  return { w: Math.min(positive(box.w, WIDTH), COLUMNS), h: positive(box.h, HEIGHT) };
}
