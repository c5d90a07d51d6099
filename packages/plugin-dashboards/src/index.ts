import { factory, frozenCopy, stampSite } from "@posthog-definitions/core";
import type { ButtonInput, ButtonTile, DashboardInput, TextInput, TextTile } from "./input.js";

/**
 * A dashboard and what is on it.
 *
 * ```ts
 * export default dashboard({
 *   key: "growth",
 *   name: "Growth",
 *   tiles: [{ insight: weeklySignups, layout: { x: 0, y: 0, w: 6, h: 4 } }],
 * });
 * ```
 */
export const dashboard = factory<"dashboard", DashboardInput>("dashboard");

/** A tile that shows Markdown: `text({ key: "intro", body: "## Growth" })`. */
export function text(input: TextInput): TextTile {
  return Object.freeze(stampSite({ kind: "text" as const, ...frozenCopy(input) }, text));
}

/** A tile that shows a button: `button({ url: "/insights", text: "All insights" })`. */
export function button(input: ButtonInput): ButtonTile {
  return Object.freeze(stampSite({ kind: "button" as const, ...frozenCopy(input) }, button));
}

export type {
  BreakdownColor,
  ButtonInput,
  ButtonTile,
  DashboardFilters,
  DashboardInput,
  DashboardVariables,
  InsightTile,
  TextInput,
  TextTile,
  Tile,
  TileFilters,
  TileLayout,
  TileLook,
} from "./input.js";
