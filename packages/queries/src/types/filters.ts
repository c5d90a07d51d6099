import type { Reference } from "@posthog-definitions/core";

/** What a property is compared with: one value, or a list of which any may fit (none, for negated operators). */
export type FilterScalar = string | number | boolean;

/**
 * How a property is compared.
 *
 * - `exact`, `is_not`: a value or a list (any of, none of)
 * - `icontains`, `not_icontains`, `icontains_multi`, `not_icontains_multi`: holds the text, whatever the case
 * - `starts_with`, `not_starts_with`, `ends_with`, `not_ends_with`: need a recent server
 * - `regex`, `not_regex`: a RE2 pattern
 * - `gt`, `gte`, `lt`, `lte`, `min` (= `gte`), `max` (= `lte`): a number
 * - `between`, `not_between`: `[min, max]`, both included
 * - `is_set`, `is_not_set`: no value
 * - `is_date_exact`, `is_date_before`, `is_date_after`: one ISO or relative date, such as `"-30d"`
 * - `in`, `not_in`: a list
 * - `is_cleaned_path_exact`: a path after the project's path cleaning
 * - `semver_eq`, `semver_neq`, `semver_gt`, `semver_gte`, `semver_lt`, `semver_lte`, `semver_tilde`, `semver_caret`,
 *   `semver_wildcard`: a version
 */
export type PropertyOperator =
  | "exact"
  | "is_not"
  | "icontains"
  | "not_icontains"
  | "starts_with"
  | "not_starts_with"
  | "ends_with"
  | "not_ends_with"
  | "regex"
  | "not_regex"
  | "gt"
  | "gte"
  | "lt"
  | "lte"
  | "is_set"
  | "is_not_set"
  | "is_date_exact"
  | "is_date_before"
  | "is_date_after"
  | "between"
  | "not_between"
  | "min"
  | "max"
  | "in"
  | "not_in"
  | "is_cleaned_path_exact"
  | "semver_eq"
  | "semver_neq"
  | "semver_gt"
  | "semver_gte"
  | "semver_lt"
  | "semver_lte"
  | "semver_tilde"
  | "semver_caret"
  | "semver_wildcard"
  | "icontains_multi"
  | "not_icontains_multi";

/**
 * What a compared property belongs to.
 *
 * - `event`: the event; `event_metadata`: a column of it (`event`, `timestamp`, `distinct_id`, `$group_0`)
 * - `person`: the person; `person_metadata`: a column of the person (`created_at`)
 * - `session`: the session (`$session_duration`, `$channel_type`)
 * - `feature`: a flag's value on the event, key `$feature/<flag key>`
 * - `element`: the clicked element, key `tag_name`, `text`, `href` or `selector`
 * - `data_warehouse`: `table.column`; `data_warehouse_person_property`: `table.column` of a table joined to persons
 * - `recording`, `log_entry`: session replay; `log`, `log_attribute`, `log_resource_attribute`: logs
 * - `metric_attribute`: metrics; `span`, `span_attribute`, `span_resource_attribute`: tracing
 * - `error_tracking_issue`, `revenue_analytics`, `account_custom_property`, `workflow_variable`: their products
 */
export type ComparisonFilterType =
  | "event"
  | "event_metadata"
  | "person"
  | "person_metadata"
  | "session"
  | "feature"
  | "element"
  | "data_warehouse"
  | "data_warehouse_person_property"
  | "recording"
  | "log_entry"
  | "log"
  | "log_attribute"
  | "log_resource_attribute"
  | "metric_attribute"
  | "span"
  | "span_attribute"
  | "span_resource_attribute"
  | "error_tracking_issue"
  | "revenue_analytics"
  | "account_custom_property"
  | "workflow_variable";

/** Compares one property with a value: `{ type: "person", key: "plan", operator: "exact", value: ["pro"] }`. */
export interface ComparisonFilter<T extends ComparisonFilterType = ComparisonFilterType> {
  /** What the property belongs to. */
  readonly type: T;
  /** Name of the property. */
  readonly key: string;
  /** How it is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** What it is compared with. Needed by all operators but `is_set` and `is_not_set`. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
  /** What the UI shows instead of the key. */
  readonly label?: string;
}

/** Compares a property of a group (company, workspace …). */
export interface GroupFilter {
  /** A group's property. */
  readonly type: "group";
  /** Name of the property. */
  readonly key: string;
  /** Number of the group type, 0–4, as under Settings → Groups. */
  readonly group_type_index?: number | null;
  /** How it is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** What it is compared with. Needed by all operators but `is_set` and `is_not_set`. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
  /** What the UI shows instead of the key. */
  readonly label?: string;
  /** Names of groups, kept by the UI. Never compared. */
  readonly group_key_names?: Readonly<Record<string, string>>;
}

/** Persons who are, or are not, in a cohort. {@link inCohort} is short for it. */
export interface CohortFilter {
  /** Membership of a cohort. */
  readonly type: "cohort";
  /** Always `"id"`. */
  readonly key: "id";
  /** The cohort: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly value: number | Reference<"cohort">;
  /** In it, or not. Default: `in`. */
  readonly operator?: "in" | "not_in";
  /** What the UI shows. */
  readonly label?: string;
  /** Name of the cohort, kept by the UI. Never compared. */
  readonly cohort_name?: string;
}

/** A condition in SQL. */
export interface HogQLFilter {
  /** A SQL expression. */
  readonly type: "hogql";
  /** The expression, which gives true or false: `properties.price > 10`. */
  readonly key: string;
  /** Not used by PostHog. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
  /** What the UI shows instead of the expression. */
  readonly label?: string;
}

/** What a feature flag evaluates to. Only feature flags use it; insight queries ignore it. */
export interface FlagFilter {
  /** The value of a flag. */
  readonly type: "flag";
  /** The flag: its definition, `ref(…)`, `lookup(…)`, or its number as text. */
  readonly key: string | Reference<"feature-flag">;
  /** Always `flag_evaluates_to`. */
  readonly operator: "flag_evaluates_to";
  /** `true`, `false`, or the key of a variant. */
  readonly value: boolean | string;
  /** What the UI shows instead of the key. */
  readonly label?: string;
}

/** Persons who did, or did not do, something. Needs a server newer than 2026. */
export interface BehavioralFilter {
  /** What somebody did. */
  readonly type: "behavioral";
  /** Name of the event; or the action: its definition, `ref(…)`, `lookup(…)`, or its number as text. */
  readonly key: string | Reference<"action">;
  /** Whether `key` is an event or an action. */
  readonly event_type: "events" | "actions";
  /** Did it at all, or a number of times (`operator` and `operator_value`). */
  readonly value: "performed_event" | "performed_event_multiple";
  /** `true`: persons who did not. Default: `false`. */
  readonly negation?: boolean;
  /** How the number of times is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** The number of times. */
  readonly operator_value?: number;
  /** Within the last so many `time_interval`s. */
  readonly time_value?: number;
  /** Unit of `time_value`. */
  readonly time_interval?: "day" | "week" | "month" | "year";
  /** Start of the span instead of `time_value`: ISO or relative. */
  readonly explicit_datetime?: string;
  /** End of the span: ISO or relative. */
  readonly explicit_datetime_to?: string;
  /** Further conditions on the event. */
  readonly event_filters?: readonly (ComparisonFilter<"event" | "person" | "element" | "feature"> | HogQLFilter)[];
  /** What the UI shows instead of the key. */
  readonly label?: string;
}

/** Any single condition, as PostHog writes it. */
export type PropertyFilter =
  ComparisonFilter | GroupFilter | CohortFilter | HogQLFilter | FlagFilter | BehavioralFilter;
