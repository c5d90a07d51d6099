import { specHash } from "@posthog-definitions/core/kind";
import { contentOf, isCard, type CardTile, type Tile } from "./tile.js";

/** No key that a user can write holds it. */
const DERIVED = "~";

export const isDerived = (key: string): boolean => key.includes(DERIVED);

/** A card without a key gets one from its content: readable in a plan, and different from every other's. */
export function withKeys(tiles: readonly (Tile | Unnamed<CardTile>)[]): Tile[] {
  const taken = new Set(tiles.flatMap((tile) => ("key" in tile && tile.key !== undefined ? [keyIn(tile)] : [])));
  return tiles.map((tile) => {
    if ("insight" in tile || !isCard(tile as Tile) || (tile as CardTile).key !== undefined) return tile as Tile;
    const card = { ...tile, key: "" } as CardTile;
    const key = freeKey(card, derivedKey(card), taken);
    return { ...card, key };
  });
}

export type Unnamed<C extends CardTile> = C extends CardTile ? Omit<C, "key"> & { readonly key?: string } : never;

/** `wanted`, or `wanted~2`, `wanted~3` … where another card of the kind has it. Takes what it gives. */
export function freeKey(card: Pick<CardTile, "kind">, wanted: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const key = n === 1 ? wanted : `${wanted}${DERIVED}${n}`;
    if (taken.has(keyIn({ kind: card.kind, key }))) continue;
    taken.add(keyIn({ kind: card.kind, key }));
    return key;
  }
}

const keyIn = (card: { readonly kind: string; readonly key?: string }): string => `${card.kind}.${card.key}`;

/** The first words, and a hash of all of it. */
export function derivedKey(card: CardTile): string {
  const words = (card.kind === "text" ? card.body : card.text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  return `${words}${DERIVED}${specHash(contentOf(card)).slice(0, 8)}`;
}
