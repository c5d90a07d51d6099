import type { DashboardSpec } from "./kind.js";
import { isDerived } from "./tiles/keys.js";
import { isCard, isInsight, type Look, type Tile } from "./tiles/tile.js";

/** The shortest input that means the same: without what PostHog does by itself, and tiles that no file can name. */
export function shorten({ tiles, ...spec }: DashboardSpec): object {
  return { ...withoutUsual(spec), tiles: tiles.flatMap((tile) => shortTile(tile)) };
}

const usual: Readonly<Record<string, unknown>> = { description: "", pinned: false, restriction: "everyone" };

const withoutUsual = (spec: object): object =>
  Object.fromEntries(Object.entries(spec).filter(([name, value]) => !isNothing(value) && value !== usual[name]));

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);

function shortTile(tile: Tile): object[] {
  if (isInsight(tile)) {
    const { insight, filtersOverride, showDescription, ...look } = tile;
    return [
      {
        insight,
        ...shortLook(look),
        ...(isNothing(filtersOverride) ? {} : { filtersOverride }),
        ...(isNothing(showDescription) ? {} : { showDescription }),
      },
    ];
  }
  if (!isCard(tile)) return [];
  const { key, mark: _mark, layout, color, transparent, ...content } = tile;
  return [{ ...content, ...(isDerived(key) ? {} : { key }), ...shortLook({ layout, color, transparent }) }];
}

const shortLook = ({ layout, color, transparent }: Look): object => ({
  ...(layout ? { layout } : {}),
  ...(isNothing(color) ? {} : { color }),
  ...(transparent ? { transparent } : {}),
});
