import { isPlain, type Body, type Ref } from "@posthog-definitions/core";
import { collection, defineKind, foldTags, later, tag, type Kind } from "@posthog-definitions/core/kind";
import { colorName, decodeColors, encodeColors } from "./colors.js";
import { dashboardFilterNames, dashboardFiltersBody, decodeFilters, normaliseFilters } from "./filters.js";
import type { DashboardRow } from "./row.js";
import { aliases, restrictionLevels, spec } from "./schema.js";
import { shorten } from "./shorten.js";
import type { DashboardSpec } from "./spec.js";
import { targets } from "./targets.js";
import { checkTiles } from "./tiles/check.js";
import { tilesFacet } from "./tiles/facet.js";
import { withKeys } from "./tiles/keys.js";
import { isCard, isInsight, nothingElse, ownsAll, type Tile } from "./tiles/tile.js";
import { decodeVariables } from "./variables.js";

export type { DashboardSpec };

/** `dashboards/`: soft deletes, tags, and tiles with a road of their own. */
export const dashboard: Kind<"dashboard", DashboardSpec, DashboardRow> = defineKind({
  name: "dashboard",
  plural: "dashboards",
  summary: "Dashboards with insights, texts and buttons.",
  spec,
  aliases,
  identity: tag(),
  api: collection<DashboardRow>({ path: "dashboards/", scope: "dashboard", detail: true, remove: "soft" }),
  targets,

  encode: (s, { row }): Body => ({
    name: s.name,
    description: s.description,
    pinned: s.pinned,
    tags: s.tags,
    filters: s.filters && dashboardFiltersBody(s.filters, row?.persisted_filters),
    breakdown_colors: s.breakdownColors && encodeColors(s.breakdownColors, row?.breakdown_colors),
    data_color_theme_id: s.dataColorThemeKey,
    restriction_level: s.restriction && restrictionLevels[s.restriction],
    quick_filter_ids: s.quick_filter_ids,
    grid_spacing: s.grid_spacing,
    grid_compaction: s.grid_compaction,
  }),

  decode: (row, at): Partial<DashboardSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    pinned: row.pinned === true,
    tags: foldTags(textsIn(row.tags)),
    filters: decodeFilters(row.persisted_filters, dashboardFilterNames, at),
    breakdownColors: decodeColors(row.breakdown_colors),
    dataColorThemeKey: themeOf(row.data_color_theme_id, (id) => at.ref("data-color-theme", id)),
    restriction: row.restriction_level === 37 ? "collaborators" : "everyone",
    quick_filter_ids: textsIn(row.quick_filter_ids),
    ...grid(row),
  }),

  facets: {
    tiles: tilesFacet(),
    variables: later({
      fresh: {},
      decode: (row: DashboardRow, at) => decodeVariables(row.persisted_variables, at),
      encode: (variables) => ({ variables }),
    }),
  },

  normalise: ({ ownsAllTiles, ...s }) => ({
    ...s,
    ...(s.filters ? { filters: normaliseFilters(s.filters) } : {}),
    tiles: withNothingElse(withKeys(s.tiles).map(normaliseTile), ownsAllTiles === true),
  }),

  check(s, report) {
    checkTiles(s.tiles, (path, message, severity) => report(["tiles", ...path], message, severity));
    const seen = new Set<string>();
    s.breakdownColors?.forEach((color, i) => {
      if (seen.has(colorName(color))) report(["breakdownColors", i], `"${color.value}" has two colours`);
      seen.add(colorName(color));
    });
  },

  settle(want, have, { warn }) {
    if (!isEmptied(want.variables, have.variables)) return want;
    warn(["variables"], "PostHog cannot be brought to forget a dashboard's variables; they stay as they are.");
    return { ...want, variables: have.variables };
  },

  activity: { scope: "Dashboard" },
  title: (row) => row.name ?? undefined,
  url: (row) => `dashboard/${row.id}`,
  attr: (path) => {
    const field = aliases[path[0] as keyof typeof aliases];
    return field === undefined ? path : [field, ...path.slice(1)];
  },
  shorten,
  generated: (row) =>
    row.name?.startsWith("Generated Dashboard:") ? "PostHog made it for a feature flag." : undefined,
});

export default [dashboard];

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

const themeOf = <R extends Ref>(id: unknown, ref: (id: number) => R): R | null =>
  typeof id === "number" ? ref(id) : null;

/** Which of the two places a server keeps them in is its own affair. Absent on servers that do not know them. */
function grid(row: DashboardRow): Body {
  const inside = isPlain(row.customization) ? row.customization : {};
  const spacing = row.grid_spacing ?? inside["grid_spacing"];
  const compaction = row.grid_compaction ?? inside["grid_compaction"];
  return {
    ...(typeof spacing === "string" ? { grid_spacing: spacing } : {}),
    ...(typeof compaction === "string" ? { grid_compaction: compaction } : {}),
  };
}

function normaliseTile(tile: Tile): Tile {
  if (isCard(tile) || !isInsight(tile) || tile.filtersOverride === undefined) return tile;
  return { ...tile, filtersOverride: normaliseFilters(tile.filtersOverride) };
}

const withNothingElse = (tiles: readonly Tile[], all: boolean): readonly Tile[] =>
  all && !ownsAll(tiles) ? [...tiles, nothingElse] : tiles;

const isEmptied = (want: object | undefined, have: object | undefined): boolean =>
  want !== undefined && Object.keys(want).length === 0 && have !== undefined && Object.keys(have).length > 0;
