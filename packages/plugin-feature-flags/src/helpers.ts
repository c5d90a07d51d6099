import type { Reference } from "@posthog-definitions/core";
import type { CohortProperty, FlagDependency, GroupProperty, PersonProperty } from "./conditions.js";
import { comparisons, type Scalar } from "./operators.js";

/** One method per operator, named as PostHog names it; each gives a condition. */
export interface Conditions<P> {
  /** Equal to the value, or to any of a list. */
  exact(value: Scalar | readonly Scalar[]): P;
  /** Different from the value, and from all of a list. */
  is_not(value: Scalar | readonly Scalar[]): P;
  /** Holds the text, whatever the case. */
  icontains(value: string): P;
  /** Does not hold the text, whatever the case. */
  not_icontains(value: string): P;
  /** Holds any of the texts, whatever the case. */
  icontains_multi(value: readonly string[]): P;
  /** Holds none of the texts, whatever the case. */
  not_icontains_multi(value: readonly string[]): P;
  /** Fits the pattern. */
  regex(value: string): P;
  /** Does not fit the pattern. */
  not_regex(value: string): P;
  /** Greater than. */
  gt(value: number | string): P;
  /** Greater than, or equal to. */
  gte(value: number | string): P;
  /** Less than. */
  lt(value: number | string): P;
  /** Less than, or equal to. */
  lte(value: number | string): P;
  /** The property is there. */
  is_set(): P;
  /** The property is not there. */
  is_not_set(): P;
  /** On this date: ISO, or `-7d`. */
  is_date_exact(value: string): P;
  /** After this date: ISO, or `-7d`. */
  is_date_after(value: string): P;
  /** Before this date: ISO, or `-7d`. */
  is_date_before(value: string): P;
  /** This version. */
  semver_eq(value: string): P;
  /** Any version but this one. */
  semver_neq(value: string): P;
  /** A later version. */
  semver_gt(value: string): P;
  /** This version, or a later one. */
  semver_gte(value: string): P;
  /** An earlier version. */
  semver_lt(value: string): P;
  /** This version, or an earlier one. */
  semver_lte(value: string): P;
  /** A version that fits `~1.2.3`. */
  semver_tilde(value: string): P;
  /** A version that fits `^1.2.3`. */
  semver_caret(value: string): P;
  /** A version that fits `1.2.*`. */
  semver_wildcard(value: string): P;
}

/** A condition on a property of the person: `person("email").icontains("@example.com")`. */
export const person = (key: string): Conditions<PersonProperty> => conditions({ type: "person", key });

/**
 * A condition on a property of a group, by the number of its group type: `group(0, "plan").exact("enterprise")`. Its
 * condition set says `aggregation_group_type_index: 0`.
 */
export const group = (group_type_index: number, key: string): Conditions<GroupProperty> =>
  conditions({ type: "group", group_type_index, key });

/** The person is in this cohort. */
export const inCohort = (cohort: Reference<"cohort">): CohortProperty =>
  Object.freeze({ type: "cohort", key: "id", operator: "in", value: cohort });

/** The person is not in this cohort. */
export const notInCohort = (cohort: Reference<"cohort">): CohortProperty =>
  Object.freeze({ type: "cohort", key: "id", operator: "not_in", value: cohort });

/** Another flag gives the person this value: `true` (default), `false`, or the key of a variant. That flag must be active. */
export const flagIs = (flag: Reference<"feature-flag">, value: boolean | string = true): FlagDependency =>
  Object.freeze({ type: "flag", key: flag, operator: "flag_evaluates_to", value });

function conditions<P>(of: object): Conditions<P> {
  const method = (operator: string) => (value?: unknown) =>
    Object.freeze({ ...of, operator, ...(value === undefined ? {} : { value }) });
  const methods = Object.keys(comparisons).map((operator) => [operator, method(operator)]);
  return Object.freeze(Object.fromEntries(methods)) as Conditions<P>;
}
