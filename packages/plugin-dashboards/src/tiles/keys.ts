import { specHash } from "@posthog-definitions/core/kind";
import { contentOf, type ButtonTile, type CardTile, type TextTile, type Tile } from "./tile.js";

/** No key that a user can write holds it. */
const DERIVED = "~";

export const isDerived = (key: string): boolean => key.includes(DERIVED);

/** A card before it has a key. */
export type Unnamed = (Omit<TextTile, "key"> | Omit<ButtonTile, "key">) & { readonly key?: string };

/** Gives every card without a key one from its content: readable in a plan, and different from every other's. */
export function withKeys(tiles: readonly (Tile | Unnamed)[]): Tile[] {
  const taken = new Set(tiles.flatMap((tile) => (isCard(tile) && tile.key !== undefined ? [nameIn(tile)] : [])));
  return tiles.map((tile) =>
    isCard(tile) && tile.key === undefined
      ? ({ ...tile, key: freeKey(tile, derivedKey(tile), taken) } as CardTile)
      : (tile as Tile),
  );
}

const isCard = (tile: Tile | Unnamed): tile is Unnamed =>
  "kind" in tile && (tile.kind === "text" || tile.kind === "button");

/** `wanted`, or `wanted~2`, `wanted~3` … where another card of the kind has it. Takes what it gives. */
export function freeKey({ kind }: Pick<CardTile, "kind">, wanted: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const key = n === 1 ? wanted : `${wanted}${DERIVED}${n}`;
    if (taken.has(nameIn({ kind, key }))) continue;
    taken.add(nameIn({ kind, key }));
    return key;
  }
}

const nameIn = (card: { readonly kind: string; readonly key?: string }): string => `${card.kind}.${card.key}`;

/** The first words, and a hash of all of it. */
export function derivedKey(card: Unnamed): string {
  const words = (card.kind === "text" ? card.body : card.text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  return `${words}${DERIVED}${specHash(contentOf(card)).slice(0, 8)}`;
}
