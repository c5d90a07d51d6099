import { refTo, tags, unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { breakdownColors } from "./colors.js";
import { dashboardFilters } from "./filters.js";
import { characters } from "./text.js";
import { tiles } from "./tiles/schema.js";
import { dashboardVariables } from "./variables.js";

const THEME = "data-color-theme";

/** A theme by its name, its id, or a reference. */
const theme = z
  .union([
    z
      .string()
      .min(1)
      .transform((name) => ({ $ref: THEME, lookup: { name } }) as const),
    z.int().transform((id) => ({ $ref: THEME, id }) as const),
    refTo(THEME),
  ])
  .nullable();

/** PostHog's numbers, with the words for them. Source: `PostHog/posthog: products/dashboards/backend/models/dashboard.py`. */
export const restrictionLevels = { everyone: 21, collaborators: 37 } as const;

const restriction = z
  .union([z.enum(["everyone", "collaborators"]), z.literal(21), z.literal(37)])
  .transform((level) => (level === 21 ? "everyone" : level === 37 ? "collaborators" : level));

export const spec = z.strictObject({
  name: characters(400),
  description: z.string().trim().default(""),
  pinned: unmanaged(z.boolean()),
  tags: tags(),
  filters: unmanaged(dashboardFilters),
  variables: unmanaged(dashboardVariables),
  breakdownColors: unmanaged(breakdownColors),
  dataColorThemeKey: unmanaged(theme),
  restriction: unmanaged(restriction),
  quick_filter_ids: unmanaged(z.array(z.guid().toLowerCase())),
  grid_spacing: unmanaged(z.enum(["tight", "condensed", "standard", "relaxed", "wide"])),
  grid_compaction: unmanaged(z.enum(["vertical", "horizontal", "stable"])),
  tiles: tiles.default([]),
  ownsAllTiles: z.boolean().optional(),
});

export const aliases = {
  breakdown_colors: "breakdownColors",
  data_color_theme_id: "dataColorThemeKey",
  restriction_level: "restriction",
} as const;
