import { aliased, keyed, refTo, unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { tileFilters } from "../filters.js";
import { characters } from "../text.js";
import { withKeys } from "./keys.js";
import { tileName, type Tile } from "./tile.js";

const layout = z.strictObject({
  x: z.int().min(0).max(11),
  y: z.int().min(0),
  w: z.int().min(1).max(12),
  h: z.int().min(1),
});

const look = {
  layout: unmanaged(layout),
  color: unmanaged(characters(400).min(1).nullable()),
  transparent: unmanaged(z.boolean()),
};

const wireNames = { transparent_background: "transparent" } as const;

const insightTile = aliased(
  {
    insight: refTo("insight"),
    ...look,
    filtersOverride: unmanaged(tileFilters),
    showDescription: unmanaged(z.boolean().nullable()),
  },
  { ...wireNames, filters_overrides: "filtersOverride", show_description: "showDescription" },
);

const key = z
  .string()
  .regex(/^[a-zA-Z0-9_-]+$/, "expected letters, digits, hyphens and underscores")
  .max(64)
  .optional();

const textTile = aliased({ kind: z.literal("text"), body: z.string().trim(), key, ...look }, wireNames);

/** What a URL may hold, as the server checks it: `PostHog/posthog: products/dashboards/backend/api/dashboard.py`. */
const PATH = /^\/[\w.~:/?#[\]@!$&'()*+,;=%-]*$/;

const isTarget = (url: string): boolean =>
  url.startsWith("/") ? PATH.test(url) : /^https?:\/\//.test(url) && URL.canParse(url);

const buttonTile = aliased(
  {
    kind: z.literal("button"),
    url: z
      .string()
      .trim()
      .max(2000)
      .refine(isTarget, "expected an http(s) URL, or a path in PostHog that starts with `/`"),
    text: characters(200).trim().min(1),
    placement: z.enum(["left", "right"]).default("left"),
    style: z.enum(["primary", "secondary"]).default("primary"),
    key,
    ...look,
  },
  wireNames,
);

const tile = z.union([insightTile, textTile, buttonTile]);

export const tiles = keyed(z.array(tile), (item) => tileName(withKeys([item as Tile])[0]!));
