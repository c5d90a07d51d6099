import { factory, type Factory } from "@posthog-definitions/core";
import type { FeatureFlagInput } from "./input.js";

/** A feature flag, or a remote configuration: `featureFlag({ key: "new-onboarding", rollout: 20 })`. */
export const featureFlag: Factory<"feature-flag", FeatureFlagInput> = factory<"feature-flag", FeatureFlagInput>(
  "feature-flag",
);

export { flagIs, group, inCohort, notInCohort, person, type Conditions } from "./helpers.js";
export type { FeatureFlagInput, FlagFilters, FlagGroup, FlagHoldout, FlagMultivariate, FlagVariant } from "./input.js";
export type {
  CohortProperty,
  Comparison,
  DateComparison,
  DisplayMembers,
  Equality,
  FlagDependency,
  FlagProperty,
  GroupProperty,
  OfGroup,
  OfPerson,
  Ordering,
  PersonProperty,
  Presence,
  TextMatch,
  TextsMatch,
  VersionComparison,
} from "./conditions.js";
export type { Scalar } from "./operators.js";
