import type {
  CohortFilter,
  ComparisonFilter,
  FilterScalar,
  GroupFilter,
  HogQLFilter,
  PropertyFilter,
} from "./filters.js";

/** Comparisons of one property, by operator. Several must all hold: `{ gte: 5, lt: 10 }`. */
export interface Comparisons {
  /** Equal to the value, or to any of the list. */
  readonly exact?: FilterScalar | readonly FilterScalar[];
  /** Different from the value, or from all of the list. */
  readonly is_not?: FilterScalar | readonly FilterScalar[];
  /** Holds the text, or any of the texts, whatever the case. */
  readonly icontains?: string | readonly string[];
  /** Holds neither the text nor any of the texts, whatever the case. */
  readonly not_icontains?: string | readonly string[];
  /** Starts with the text. Needs a recent server. */
  readonly starts_with?: string;
  /** Does not start with the text. Needs a recent server. */
  readonly not_starts_with?: string;
  /** Ends with the text. Needs a recent server. */
  readonly ends_with?: string;
  /** Does not end with the text. Needs a recent server. */
  readonly not_ends_with?: string;
  /** Fits the pattern, or any of the patterns (RE2). */
  readonly regex?: string | readonly string[];
  /** Fits none of the patterns (RE2). */
  readonly not_regex?: string | readonly string[];
  /** Greater than. */
  readonly gt?: number;
  /** Greater than, or equal to. */
  readonly gte?: number;
  /** Less than. */
  readonly lt?: number;
  /** Less than, or equal to. */
  readonly lte?: number;
  /** From the first to the second number, both included. */
  readonly between?: readonly [number, number];
  /** Outside of the two numbers. */
  readonly not_between?: readonly [number, number];
  /** The property is there. */
  readonly is_set?: true;
  /** The property is not there. */
  readonly is_not_set?: true;
  /** On this day: an ISO or relative date. */
  readonly is_date_exact?: string;
  /** Before this time: an ISO or relative date, such as `"-30d"`. */
  readonly is_date_before?: string;
  /** After this time: an ISO or relative date, such as `"-30d"`. */
  readonly is_date_after?: string;
  /** This version. */
  readonly semver_eq?: string;
  /** Any version but this one. */
  readonly semver_neq?: string;
  /** A later version. */
  readonly semver_gt?: string;
  /** This version or a later one. */
  readonly semver_gte?: string;
  /** An earlier version. */
  readonly semver_lt?: string;
  /** This version or an earlier one. */
  readonly semver_lte?: string;
  /** A version that fits `~1.2.3`. */
  readonly semver_tilde?: string;
  /** A version that fits `^1.2.3`. */
  readonly semver_caret?: string;
  /** A version that fits `1.2.*`. */
  readonly semver_wildcard?: string;
}

/** Properties by name, each with the value it must have, a list of such values, or {@link Comparisons}. */
export type Conditions = Readonly<Record<string, FilterScalar | readonly FilterScalar[] | Comparisons>>;

/** What the properties of a {@link Where} may belong to. */
export type WhereType = "event" | "person" | "session" | "group" | "event_metadata" | "person_metadata" | "feature";

/** Short for a list of property filters that must all hold: `where({ plan: "pro", seats: { gte: 5 } })`. */
export interface Where<T extends WhereType = WhereType> {
  /** The conditions, by name of the property. */
  readonly where: Conditions;
  /** What the properties belong to. Default: `event`. */
  readonly type?: T;
  /** With `type: "group"`: number of the group type, 0–4. */
  readonly group_type_index?: number;
  /** Never there: it tells PostHog's own form, which has one, from this. */
  readonly key?: undefined;
}

/** One condition, in PostHog's form or as `where(…)`. */
export type FilterInput = PropertyFilter | Where;

/** Conditions that must all hold: a list, or a single `where(…)`. */
export type FilterListInput = readonly FilterInput[] | Where;

/** Conditions joined by AND or OR, to any depth; `and(…)` and `or(…)` make them. */
export interface PropertyGroupFilter {
  /** Whether all or any of `values` must hold. */
  readonly type: "AND" | "OR";
  /** Conditions and further groups. */
  readonly values: readonly (FilterInput | PropertyGroupFilter)[];
}

/** What an insight's `properties` takes: conditions that must all hold, or groups of them. */
export type PropertiesInput = FilterListInput | PropertyGroupFilter;

/** What web analytics can filter by. */
export type WebFilterInput =
  ComparisonFilter<"event" | "person" | "session"> | CohortFilter | Where<"event" | "person" | "session">;

/** What lists of persons can be filtered by. */
export type PersonFilterInput =
  ComparisonFilter<"person" | "person_metadata"> | CohortFilter | HogQLFilter | Where<"person" | "person_metadata">;

/** What lists of groups can be filtered by. */
export type GroupFilterInput = GroupFilter | HogQLFilter | Where<"group">;

/** What lists of sessions can be filtered by. */
export type SessionFilterInput = ComparisonFilter<"session"> | Where<"session">;
