/** What a property may be compared with. */
export type Scalar = string | number | boolean;

/** What kind of value an operator compares with. */
export type Comparand = "scalars" | "text" | "texts" | "order" | "nothing" | "date" | "version";

/**
 * Every operator on a property of a person or a group.
 * Source: `PostHog/posthog: products/feature_flags/backend/filters_validation.py`.
 */
export const comparisons = {
  exact: "scalars",
  is_not: "scalars",
  icontains: "text",
  not_icontains: "text",
  icontains_multi: "texts",
  not_icontains_multi: "texts",
  regex: "text",
  not_regex: "text",
  gt: "order",
  gte: "order",
  lt: "order",
  lte: "order",
  is_set: "nothing",
  is_not_set: "nothing",
  is_date_exact: "date",
  is_date_after: "date",
  is_date_before: "date",
  semver_eq: "version",
  semver_neq: "version",
  semver_gt: "version",
  semver_gte: "version",
  semver_lt: "version",
  semver_lte: "version",
  semver_tilde: "version",
  semver_caret: "version",
  semver_wildcard: "version",
} as const satisfies Record<string, Comparand>;

export type Operator = keyof typeof comparisons;

export const isComparison = (operator: unknown): operator is Operator =>
  typeof operator === "string" && Object.hasOwn(comparisons, operator);

/** Older names, which the server rewrites too. */
export const operatorAliases = { min: "gte", max: "lte" } as const;

/** What each type of condition is compared by when it does not say. */
export const defaultOperators = {
  person: "exact",
  group: "exact",
  cohort: "in",
  flag: "flag_evaluates_to",
} as const;

export type ConditionType = keyof typeof defaultOperators;
