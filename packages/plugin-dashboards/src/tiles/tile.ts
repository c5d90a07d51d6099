import { refText, type Id, type Ref } from "@posthog-definitions/core";
import type { TileLayout } from "../input.js";
import type { Filters } from "../filters.js";

/** How a tile looks. A member that a definition leaves out is left alone. */
export interface Look {
  readonly layout?: TileLayout;
  readonly color?: string | null;
  readonly transparent?: boolean;
}

export interface InsightTile extends Look {
  readonly insight: Ref<"insight">;
  readonly filtersOverride?: Filters;
  readonly showDescription?: boolean | null;
}

/** A tile that holds its content itself, and a mark of its own with it. */
interface Card extends Look {
  /** As written, or derived from the content: then it holds a `~`. */
  readonly key: string;
  /** Of a live tile: what its mark says, where that is not its key. `null`: it has none. */
  readonly mark?: string | null;
}

export interface TextTile extends Card {
  readonly kind: "text";
  readonly body: string;
}

export interface ButtonTile extends Card {
  readonly kind: "button";
  readonly url: string;
  readonly text: string;
  readonly placement: "left" | "right";
  readonly style: "primary" | "secondary";
}

/** A live tile that no definition can name: a widget, or what PostHog comes up with next. */
export interface OtherTile {
  readonly kind: "other";
  readonly id: Id;
}

/** Says in the list itself that there is nothing else on the dashboard. It is what `ownsAllTiles: true` means. */
export interface NothingElse {
  readonly kind: "nothing-else";
}

export type CardTile = TextTile | ButtonTile;

/** A tile in its normal form. */
export type Tile = InsightTile | CardTile | OtherTile | NothingElse;

export const nothingElse: NothingElse = { kind: "nothing-else" };

export const isInsight = (tile: Tile): tile is InsightTile => "insight" in tile;
export const isCard = (tile: Tile): tile is CardTile =>
  !isInsight(tile) && (tile.kind === "text" || tile.kind === "button");
export const ownsAll = (tiles: readonly Tile[]): boolean =>
  tiles.some((tile) => !isInsight(tile) && tile.kind === "nothing-else");

/** What tells a tile from the others on its dashboard: `insight.weekly-signups`, `text.intro`. */
export function tileName(tile: Tile): string {
  if (isInsight(tile)) return refText(tile.insight);
  switch (tile.kind) {
    case "text":
    case "button":
      return `${tile.kind}.${tile.key}`;
    case "other":
      return `other.${tile.id}`;
    case "nothing-else":
      return "nothing else";
  }
}

/** What a card says, as far as two cards can be told apart by it. */
export const contentOf = (card: Pick<TextTile, "kind" | "body"> | Pick<ButtonTile, "kind" | "url" | "text">): string =>
  JSON.stringify(card.kind === "text" ? ["text", card.body] : ["button", card.url, card.text]);
