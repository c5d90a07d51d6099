import type { Path } from "@posthog-definitions/core";
import type { TileLayout } from "../input.js";
import { isMarked, markedBody } from "./mark.js";
import { isCard, tileName, type Tile } from "./tile.js";

type Report = (path: Path, message: string, severity?: "error" | "warning") => void;

const COLUMNS = 12;
const LONGEST_TEXT = 4000;

/** What is wrong with a list of tiles beyond what each field may be. */
export function checkTiles(tiles: readonly Tile[], report: Report): void {
  const seen = new Set<string>();
  const placed: { readonly name: string; readonly box: TileLayout }[] = [];
  tiles.forEach((tile, i) => {
    const name = tileName(tile);
    if (seen.has(name)) report([i], twice(tile, name));
    seen.add(name);
    if (isCard(tile) && tile.kind === "text") checkBody(tile.body, tile.key, (message) => report([i, "body"], message));
    const box = "layout" in tile ? tile.layout : undefined;
    if (!box) return;
    if (box.x + box.w > COLUMNS)
      report(
        [i, "layout"],
        `reaches over the right edge: x + w is ${box.x + box.w}, and the grid has ${COLUMNS} columns`,
      );
    const [under, ...more] = placed.filter((other) => overlap(box, other.box));
    if (under)
      report(
        [i, "layout"],
        `${name} and ${under.name}${more.length > 0 ? `, and ${more.length} more,` : ""} overlap: PostHog will move one of them`,
        "warning",
      );
    placed.push({ name, box });
  });
}

const twice = (tile: Tile, name: string): string =>
  isCard(tile)
    ? `there are two ${tile.kind} tiles with the key "${tile.key}"`
    : `${name} is on this dashboard twice, and PostHog shows an insight once per dashboard`;

function checkBody(body: string, key: string, report: (message: string) => void): void {
  if (isMarked(body))
    report("holds a line `[//]: # (iac:tile:…)`, which is how text tiles of ours are told from others");
  const length = [...markedBody(body, key)].length;
  if (length > LONGEST_TEXT)
    report(
      `is ${length} characters long together with its mark, and PostHog takes ${LONGEST_TEXT.toLocaleString("en")}`,
    );
}

const overlap = (a: TileLayout, b: TileLayout): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
