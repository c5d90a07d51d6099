import type { Reference } from "@posthog-definitions/core";

/**
 * What a breakdown's property belongs to: `event`, `person`, `session`, `group`, `cohort` (the values are cohorts),
 * `event_metadata` (a column of the event), `hogql` (a SQL expression), `data_warehouse`,
 * `data_warehouse_person_property`, `revenue_analytics`.
 */
export type BreakdownType =
  | "cohort"
  | "person"
  | "event"
  | "event_metadata"
  | "group"
  | "session"
  | "hogql"
  | "data_warehouse"
  | "data_warehouse_person_property"
  | "revenue_analytics";

/** One of several breakdowns. */
export interface Breakdown {
  /** Name of the property, SQL expression, or cohort. */
  readonly property: string | number | Reference<"cohort">;
  /** What it belongs to. Default: `event`. */
  readonly type?: BreakdownType | null;
  /** With type `group`: number of the group type, 0–4. */
  readonly group_type_index?: number | null;
  /** Put numbers in so many bins. */
  readonly histogram_bin_count?: number;
  /** Treat URLs that differ in a trailing slash, query or fragment as one. */
  readonly normalize_url?: boolean;
}

/** A value of a single breakdown: name of a property, SQL expression, cohort, or `"all"` (everybody, for cohorts). */
export type BreakdownValue = string | number | Reference<"cohort">;

/** Splits results by a property. Use `breakdown` with `breakdown_type`, or `breakdowns`, not both. */
export interface BreakdownFilter {
  /** What `breakdown` belongs to. Default: `event`. */
  readonly breakdown_type?: BreakdownType | null;
  /** What to split by; a list splits by cohorts, or, in a funnel, by a combination of properties. */
  readonly breakdown?: BreakdownValue | readonly BreakdownValue[] | null;
  /** With type `group`: number of the group type, 0–4. */
  readonly breakdown_group_type_index?: number | null;
  /** How many values are kept; the rest is summed up as "Other". */
  readonly breakdown_limit?: number;
  /** Treat URLs that differ in a trailing slash, query or fragment as one. */
  readonly breakdown_normalize_url?: boolean;
  /** Apply the project's path cleaning rules to the values. */
  readonly breakdown_path_cleaning?: boolean;
  /** Put numbers in so many bins. */
  readonly breakdown_histogram_bin_count?: number;
  /** Leave out the rest ("Other"). Trends only. */
  readonly breakdown_hide_other_aggregation?: boolean | null;
  /** Up to three breakdowns at once. Trends and retention; funnels take a list in `breakdown`. */
  readonly breakdowns?: readonly Breakdown[];
}

/** A breakdown, or just the event property to split by: `"$browser"`. */
export type BreakdownInput = string | BreakdownFilter;
