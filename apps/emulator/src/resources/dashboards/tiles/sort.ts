import { isObject, type Json } from "../../../json.js";
import { serverError } from "../../../server/errors.js";
import type { TileDocument } from "../tables.js";

/** The number that stands in for a place that a tile does not have. */
const NOWHERE = 100;

/** Tiles from top to bottom, then from left to right. Numbers and texts do not mix: PostHog fails on them. */
export function sortByLayout<T extends Pick<TileDocument, "layouts">>(tiles: readonly T[], breakpoint = "sm"): T[] {
  const place = (tile: T, axis: "x" | "y"): Json => {
    const box = tile.layouts[breakpoint];
    return isObject(box) ? (box[axis] ?? NOWHERE) : NOWHERE;
  };
  return [...tiles].sort((a, b) => compare(place(a, "y"), place(b, "y")) || compare(place(a, "x"), place(b, "x")));
}

function compare(a: Json, b: Json): number {
  if (typeof a !== typeof b) throw serverError();
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1;
}
