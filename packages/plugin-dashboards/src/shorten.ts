import { isRef } from "@posthog-definitions/core";
import { call, type Builder } from "@posthog-definitions/core/kind";
import { shortenConditions, shortenVariables } from "@posthog-definitions/queries/schema";
import { button, text } from "./index.js";
import type { Filters } from "./filters.js";
import type { DashboardSpec } from "./spec.js";
import { isDerived } from "./tiles/keys.js";
import { isCard, isInsight, type Look, type Tile } from "./tiles/tile.js";

/** The shortest input that means the same: without what PostHog does by itself, and tiles that no file can name. */
export function shorten({ tiles, ...spec }: DashboardSpec): object {
  const { filters, variables, dataColorThemeKey, ...rest } = spec;
  return {
    ...withoutUsual(rest),
    ...(isNothing(filters) ? {} : { filters: shortFilters(filters!) }),
    ...(isNothing(variables) ? {} : { variables: shortenVariables(variables!) }),
    ...(isNothing(dataColorThemeKey) ? {} : { dataColorThemeKey: nameOrRef(dataColorThemeKey) }),
    tiles: [...tiles].sort(byPlace).flatMap((tile) => shortTile(tile)),
  };
}

/** Their order means nothing to PostHog; readers expect that of the page. */
function byPlace(a: Tile, b: Tile): number {
  const [one, other] = [layoutOf(a), layoutOf(b)];
  if (!one || !other) return Number(one === undefined) - Number(other === undefined);
  return one.y - other.y || one.x - other.x;
}

const layoutOf = (tile: Tile): Look["layout"] => ("layout" in tile ? tile.layout : undefined);

const from = "@posthog-definitions/plugin-dashboards";
const cards: Readonly<Record<"text" | "button", Builder>> = {
  text: { name: "text", from, make: text },
  button: { name: "button", from, make: button },
};

const shortFilters = ({ properties, ...filters }: Filters): object => ({
  ...filters,
  ...(Array.isArray(properties) ? { properties: shortenConditions(properties) } : {}),
});

/** A theme goes by its name. */
const nameOrRef = (theme: unknown): unknown =>
  isRef(theme) && Object.keys(theme.lookup ?? {}).join() === "name" ? theme.lookup!["name"] : theme;

const usualCard: Readonly<Record<string, unknown>> = { placement: "left", style: "primary" };
const usual: Readonly<Record<string, unknown>> = {
  description: "",
  pinned: false,
  restriction: "everyone",
  grid_spacing: "standard",
  grid_compaction: "vertical",
};

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
        ...(isNothing(filtersOverride) ? {} : { filtersOverride: shortFilters(filtersOverride!) }),
        ...(isNothing(showDescription) ? {} : { showDescription }),
      },
    ];
  }
  if (!isCard(tile)) return [];
  const { kind, key, mark: _mark, layout, color, transparent, ...content } = tile;
  const said = Object.entries(content).filter(([name, value]) => value !== usualCard[name]);
  const named = isDerived(key) ? {} : { key };
  return [call(cards[kind], { ...named, ...Object.fromEntries(said), ...shortLook({ layout, color, transparent }) })];
}

const shortLook = ({ layout, color, transparent }: Look): object => ({
  ...(layout ? { layout } : {}),
  ...(isNothing(color) ? {} : { color }),
  ...(transparent ? { transparent } : {}),
});
