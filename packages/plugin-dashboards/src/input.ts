import type { DefinitionOptions, Reference } from "@posthog-definitions/core";
import type { BreakdownInput, FilterListInput, HogQLVariable, IntervalType } from "@posthog-definitions/queries";

/** Place and size of a tile on the dashboard's grid of 12 columns. */
export interface TileLayout {
  /** Columns from the left, 0–11. `x + w` is at most 12. */
  readonly x: number;
  /** Rows from the top, from 0. */
  readonly y: number;
  /** Width in columns, 1–12. */
  readonly w: number;
  /** Height in rows, from 1. */
  readonly h: number;
}

/** Filters of a single tile, on top of the dashboard's. */
export interface TileFilters extends DashboardFilters {
  /** `true`: the dashboard's own filters do not apply to this tile. Needs a recent server. Default: `false`. */
  readonly ignoreDashboardFilters?: boolean;
}

/** How a tile looks, whatever it shows. One interface, so that editors show these comments in a list of mixed tiles. */
export interface TileLook {
  /** Place and size. Absent: left alone; PostHog puts a new tile below the others. */
  readonly layout?: TileLayout;
  /** Accent colour: `"white"`, `"black"`, `"blue"`, `"green"`, `"purple"`; `null` takes it away. Absent: left alone. */
  readonly color?: string | null;
  /** `true`: no card behind the chart, text or button. Absent: left alone. */
  readonly transparent?: boolean;
  /** PostHog's name of `transparent`. */
  readonly transparent_background?: boolean;
}

/** A tile that shows an insight. */
export interface InsightTile extends TileLook {
  /** The insight: its definition, `ref("insight", …)`, or `lookup("insight", …)` for one that is on the dashboard already. */
  readonly insight: Reference<"insight">;
  /** Filters for this tile alone; `{}` takes them away. Absent: left alone. */
  readonly filtersOverride?: TileFilters;
  /** PostHog's name of `filtersOverride`. */
  readonly filters_overrides?: TileFilters;
  /** Whether the insight's description shows on the tile; `null` leaves it to PostHog's default. Absent: left alone. */
  readonly showDescription?: boolean | null;
  /** PostHog's name of `showDescription`. */
  readonly show_description?: boolean | null;
}

/** What `text({ … })` takes. */
export interface TextInput extends TileLook {
  /** Markdown, at most 4,000 characters together with its invisible mark: 21 and the length of `key`, or up to 33 without one. */
  readonly body: string;
  /**
   * Names the tile for good: letters, digits, hyphens and underscores, at most 64. Without it the tile is known by its
   * body, and after an edit by its place.
   */
  readonly key?: string;
}

/** A tile that shows a text; `text({ … })` makes one. */
export interface TextTile extends TextInput {
  /** Tells the tile from one that shows an insight. */
  readonly kind: "text";
}

/** What `button({ … })` takes. */
export interface ButtonInput extends TileLook {
  /** Where it leads: an `http(s)` URL, or a path in PostHog that starts with `/`. At most 2,000 characters. */
  readonly url: string;
  /** What it says. At most 200 characters. */
  readonly text: string;
  /** On which side of the tile it stands. Default: `left`. */
  readonly placement?: "left" | "right";
  /** How it looks. Default: `primary`. */
  readonly style?: "primary" | "secondary";
  /**
   * Names the tile for good: letters, digits, hyphens and underscores, at most 64. Without it the tile is known by its
   * URL and text, and after an edit by its place.
   */
  readonly key?: string;
}

/** A tile that shows a button; `button({ … })` makes one. */
export interface ButtonTile extends ButtonInput {
  /** Tells the tile from one that shows an insight. */
  readonly kind: "button";
}

/** Any tile that a definition can name. */
export type Tile = InsightTile | TextTile | ButtonTile;

/** Filters that apply to every insight on a dashboard. */
export interface DashboardFilters {
  /** Start of the span of time: an ISO date, or relative to now, such as `"-30d"`. Default: each insight's own. */
  readonly date_from?: string | null;
  /** End of the span of time, in the same forms. Default: now. */
  readonly date_to?: string | null;
  /** `true`: take both ends to the second instead of rounding them to whole periods. Default: `false`. */
  readonly explicitDate?: boolean | null;
  /** Conditions on every insight; all must hold. */
  readonly properties?: FilterListInput | null;
  /** Splits every insight that can be split. */
  readonly breakdown_filter?: BreakdownInput | null;
  /** Width of one point of the time axis, for every insight that has one. Needs a recent server. */
  readonly interval?: IntervalType | null;
  /** `true`: leave out internal and test users everywhere; `false`: keep them. Default: each insight's own. Needs a recent server. */
  readonly filterTestAccounts?: boolean | null;
}

/** The colour that one value of a breakdown has in every chart of a dashboard. */
export interface BreakdownColor {
  /** The breakdown's value, as the legend shows it; several values joined by `::`. May be empty. */
  readonly value: string;
  /** PostHog's name of `value`. */
  readonly breakdownValue?: string;
  /** A colour of the theme: `"preset-1"` … `"preset-15"`. `null`: the theme decides. */
  readonly color: string | null;
  /** PostHog's name of `color`. */
  readonly colorToken?: string | null;
  /** What the breakdown's property belongs to, as in `breakdown_type`. Default: `event`. */
  readonly type?: string;
  /** PostHog's name of `type`. */
  readonly breakdownType?: string;
  /** Only breakdowns by this property: `"event::$browser"`. Default: any. Needs a recent server. */
  readonly property?: string;
  /** PostHog's name of `property`. */
  readonly breakdownProperty?: string;
}

/** Values of SQL variables, by their code name: `{ plan_name: "pro" }`. The definition of one stands for its own default. */
export type DashboardVariables = Readonly<
  Record<string, string | number | boolean | readonly string[] | HogQLVariable | Reference<"insight-variable">>
>;

/** What `dashboard({ … })` takes. */
export interface DashboardInput extends DefinitionOptions {
  /** Title, at most 400 characters. Need not be unique. */
  readonly name: string;
  /** Shown below the title. Default: empty. */
  readonly description?: string;
  /** Whether it stands at the top of the list, for everybody. Absent: left alone; a new dashboard is not pinned. */
  readonly pinned?: boolean;
  /** Tags, in any order; PostHog trims and lower-cases them. Absent: left alone. */
  readonly tags?: readonly string[];
  /** Filters that apply to every insight on the dashboard; `{}` takes them away. Absent: left alone. */
  readonly filters?: DashboardFilters;
  /**
   * Values of SQL variables for every insight on the dashboard. PostHog cannot be brought to forget the last one. Absent:
   * left alone.
   */
  readonly variables?: DashboardVariables;
  /** Colours of single breakdown values, in any order; `[]` takes them away. Absent: left alone. */
  readonly breakdownColors?: readonly BreakdownColor[];
  /** PostHog's name of `breakdownColors`. */
  readonly breakdown_colors?: readonly BreakdownColor[];
  /**
   * Colour theme of the charts: its name, or its number in this one project, or `lookup("data-color-theme", …)`. `null`:
   * the project's default. Absent: left alone.
   */
  readonly dataColorThemeKey?: string | number | Reference<"data-color-theme"> | null;
  /** PostHog's name of `dataColorThemeKey`. */
  readonly data_color_theme_id?: string | number | Reference<"data-color-theme"> | null;
  /**
   * Who may edit it: everybody in the project, or only those it is shared with. The wire's 21 and 37 are understood too.
   * Only its owner and project admins may change this. Absent: left alone; a new dashboard is open to everyone.
   */
  readonly restriction?: "everyone" | "collaborators" | 21 | 37;
  /** PostHog's name of `restriction`. */
  readonly restriction_level?: "everyone" | "collaborators" | 21 | 37;
  /** Ids (UUIDs) of the project's quick filters that the dashboard offers, in this order. Absent: left alone. */
  readonly quick_filter_ids?: readonly string[];
  /** Space between tiles. Needs a recent server. Absent: left alone. */
  readonly grid_spacing?: "tight" | "condensed" | "standard" | "relaxed" | "wide";
  /** Which way tiles move to fill a gap. Needs a recent server. Absent: left alone. */
  readonly grid_compaction?: "vertical" | "horizontal" | "stable";
  /** What is on it, in any order: `layout` says where. A tile that is taken out here is removed from the dashboard. Default: none. */
  readonly tiles?: readonly Tile[];
  /**
   * `true`: remove every tile that is not among `tiles`, whoever made it. Default: `false`, which leaves alone what people
   * add by hand: insights that are not managed, texts and buttons that we did not make, widgets.
   */
  readonly ownsAllTiles?: boolean;
}
