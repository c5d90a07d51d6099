import type { TileDocument } from "../tables.js";

/** A tile as PostHog makes it: no place, no colour, nothing overridden. */
export function newTile(
  content: Pick<TileDocument, "dashboard"> & Partial<TileDocument>,
): Omit<TileDocument, "id"> & { id?: number } {
  return {
    insight: null,
    text: null,
    button_tile: null,
    layouts: {},
    color: null,
    filters_overrides: {},
    show_description: null,
    transparent_background: null,
    deleted: false,
    ...content,
  };
}
