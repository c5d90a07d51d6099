import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { featureFlag, flagIs, group, person } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { inCohort, notInCohort, whereGroup, wherePerson } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { experimentHoldout } from "../src/index.js";
import { experimentHoldout as kind } from "../src/kind.js";

const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });
const beta = featureFlag({ key: "beta", rollout: 100, active: true });

const condition = fc.constantFrom(
  wherePerson({ plan: ["pro", "scale"], seats: { gte: 5 } }),
  whereGroup(0, { plan: "scale" }),
  person("email").is_set(),
  group(1, "seats").gt(5),
  inCohort(staff),
  notInCohort(staff),
  flagIs(beta),
);
const set = fc.record(
  {
    properties: fc.oneof(fc.array(condition, { maxLength: 3 }), fc.constant(null)),
    rollout_percentage: fc.constantFrom(0, 0.5, 10, 33.3, 100),
  },
  { requiredKeys: ["rollout_percentage"] },
);

conformance(kind, {
  factory: experimentHoldout,
  kinds: [cohortKind, flagKind],
  friends: [staff, beta],
  samples: [experimentHoldout({ key: "short", name: "Short", exclusion_percentage: 10 })],
  arbitraries: {
    description: fc.constantFrom("", "Kept out of everything.", "🦔".repeat(100)),
    filters: fc.array(set, { minLength: 1, maxLength: 3 }),
    exclusion_percentage: fc.constant(undefined),
  },
  untested: { exclusion_percentage: "a short form, which is part of `filters` in the normal form" },
});
