import type { Reference } from "@posthog-definitions/core";
import type { Scalar } from "./operators.js";

/** Equal to a value, or to any of a list. The operator when none is given. */
export interface Equality {
  /** `exact` (also when absent) or `is_not`. */
  readonly operator?: "exact" | "is_not" | null;
  /** One value, or a list of which any fits. */
  readonly value: Scalar | readonly Scalar[];
}

/** Holds a text, or fits a pattern. */
export interface TextMatch {
  /** `icontains` and `not_icontains` ignore the case; `regex` and `not_regex` do not. */
  readonly operator: "icontains" | "not_icontains" | "regex" | "not_regex";
  /** The text or the pattern. */
  readonly value: string;
}

/** Holds any of several texts, whatever the case. */
export interface TextsMatch {
  /** Any, or none, of the texts. */
  readonly operator: "icontains_multi" | "not_icontains_multi";
  /** The texts. */
  readonly value: readonly string[];
}

/** Greater or smaller. */
export interface Ordering {
  /** `min` and `max` are older names of `gte` and `lte`. */
  readonly operator: "gt" | "gte" | "lt" | "lte" | "min" | "max";
  /** A number, or a text that is one. PostHog keeps it as text. */
  readonly value: number | string;
}

/** The property is there, or is not. */
export interface Presence {
  /** Whether the property must be there. */
  readonly operator: "is_set" | "is_not_set";
  /** Accepted, as PostHog's UI writes one, and ignored. */
  readonly value?: unknown;
}

/** Before, after, or on a date. */
export interface DateComparison {
  /** How the dates compare. */
  readonly operator: "is_date_exact" | "is_date_after" | "is_date_before";
  /** An ISO date or time, or one counted back from now: `-7d`, in `h`, `d`, `w`, `m` (months) or `y`. */
  readonly value: string;
}

/** A version, by semantic versioning. */
export interface VersionComparison {
  /** How the versions compare; `semver_wildcard` takes `1.2.*`. */
  readonly operator:
    | "semver_eq"
    | "semver_neq"
    | "semver_gt"
    | "semver_gte"
    | "semver_lt"
    | "semver_lte"
    | "semver_tilde"
    | "semver_caret"
    | "semver_wildcard";
  /** `1.2.3` */
  readonly value: string;
}

/** How a property is compared: which values fit depends on the operator. */
export type Comparison = Equality | TextMatch | TextsMatch | Ordering | Presence | DateComparison | VersionComparison;

/** Members that PostHog adds for display. Accepted, so that what was copied from its API loads, and ignored. */
export interface DisplayMembers {
  /** Ignored. */
  readonly label?: string | null;
  /** Ignored. */
  readonly cohort_name?: string | null;
  /** Ignored. */
  readonly group_key_names?: unknown;
}

/** What a condition on a person is about. */
export interface OfPerson extends DisplayMembers {
  /** `person` (also when absent). */
  readonly type?: "person";
  /** Name of the person property: `email`. */
  readonly key: string | number;
  /** `true`: the condition must not hold. Default: `false`. */
  readonly negation?: boolean | null;
  /** For groups alone. */
  readonly group_type_index?: null;
}

/** A condition on a property of the person: `{ type: "person", key: "email", operator: "icontains", value: "@x.com" }`. */
export type PersonProperty = OfPerson & Comparison;

/** What a condition on a group is about. */
export interface OfGroup extends DisplayMembers {
  /** A property of the group that the flag is released by. */
  readonly type: "group";
  /** Name of the group property. */
  readonly key: string | number;
  /** Number of the group type, 0–4. Default: the condition set's `aggregation_group_type_index`, which it must equal. */
  readonly group_type_index?: number | null;
  /** `true`: the condition must not hold. Default: `false`. */
  readonly negation?: boolean | null;
}

/** A condition on a property of a group. Only in condition sets that aggregate by this group type. */
export type GroupProperty = OfGroup & Comparison;

/** Whether the person is in a cohort. */
export interface CohortProperty extends DisplayMembers {
  /** Membership of a cohort. */
  readonly type: "cohort";
  /** Always `id`. */
  readonly key?: "id";
  /** `in` (also when absent) or `not_in`. */
  readonly operator?: "in" | "not_in" | null;
  /** The cohort: its definition, `ref("cohort", …)`, `lookup("cohort", { name })`, or an id of this one project. */
  readonly value: Reference<"cohort"> | number | `${number}`;
  /** `true`: the condition must not hold. Default: `false`. */
  readonly negation?: boolean | null;
  /** For groups alone. */
  readonly group_type_index?: null;
}

/** What another flag evaluates to. That flag must be active. */
export interface FlagDependency extends DisplayMembers {
  /** Another feature flag. */
  readonly type: "flag";
  /** The other flag: its definition, `ref("feature-flag", …)`, `lookup("feature-flag", { key })`, or an id of this one project. */
  readonly key: Reference<"feature-flag"> | number | `${number}`;
  /** Always `flag_evaluates_to`. */
  readonly operator?: "flag_evaluates_to" | null;
  /** `true`, `false`, or the variant that the person must get. Default: `true`. */
  readonly value?: boolean | string;
  /** `true`: the condition must not hold. Default: `false`. */
  readonly negation?: boolean | null;
  /** For groups alone. */
  readonly group_type_index?: null;
}

/** One condition of a condition set, in PostHog's own form; `person(…)`, `group(…)`, `inCohort(…)` and `flagIs(…)` write it shorter. */
export type FlagProperty = PersonProperty | GroupProperty | CohortProperty | FlagDependency;
