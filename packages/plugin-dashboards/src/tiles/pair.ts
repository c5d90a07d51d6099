import { same } from "@posthog-definitions/core/kind";
import { isDerived } from "./keys.js";
import { contentOf, isCard, tileName, type Tile } from "./tile.js";

/**
 * Which live tile each wanted one is. An insight is there at most once. A card is known by its mark, then by what it
 * says, whoever wrote it. One without a name of its own that is left over then was edited: it takes a card of ours that
 * is left over too, best the one in its place.
 */
export function pair<T extends Tile>(want: readonly Tile[], have: readonly T[]): Map<Tile, T> {
  const left = new Set(have);
  const pairs = new Map<Tile, T>();
  const take = (tile: Tile, fits: (candidate: T) => boolean): void => {
    if (pairs.has(tile)) return;
    for (const candidate of left) {
      if (!fits(candidate)) continue;
      pairs.set(tile, candidate);
      left.delete(candidate);
      return;
    }
  };
  for (const tile of want) take(tile, (candidate) => tileName(candidate) === tileName(tile));
  const cards = want.filter(isCard);
  for (const card of cards) take(card, (other) => isCard(other) && contentOf(other) === contentOf(card));
  const unnamed = cards.filter((card) => isDerived(card.key));
  const ours = (other: Tile, kind: string): boolean => isCard(other) && other.kind === kind && other.mark !== null;
  for (const card of unnamed)
    take(
      card,
      (other) =>
        ours(other, card.kind) && card.layout !== undefined && "layout" in other && same(other.layout, card.layout),
    );
  for (const card of unnamed) take(card, (other) => ours(other, card.kind));
  return pairs;
}

const looks = ["layout", "color", "transparent", "filtersOverride", "showDescription"] as const;

/** A live tile as far as the wanted one speaks of it, under the wanted one's name: what is left alone is left out. */
export function asWanted<T extends Tile>(want: Tile, have: T): T {
  const out: Record<string, unknown> = { ...have };
  for (const look of looks) if ((want as unknown as Record<string, unknown>)[look] === undefined) delete out[look];
  if (isCard(want) && isCard(have)) {
    out["key"] = want.key;
    delete out["mark"];
    // A derived key names what is there; a key that somebody wrote has to be written.
    const marked = have.mark === null ? null : have.key;
    if (!isDerived(want.key) && marked !== want.key) out["mark"] = marked;
  }
  return out as T;
}
