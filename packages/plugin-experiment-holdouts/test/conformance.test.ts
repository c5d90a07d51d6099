import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { inCohort, notInCohort, whereGroup, wherePerson } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { experimentHoldout } from "../src/index.js";
import { experimentHoldout as kind } from "../src/kind.js";

const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });

const condition = fc.constantFrom(
  wherePerson({ plan: "pro", seats: { gte: 5 } }),
  whereGroup(0, { tier: ["a", "b"] }),
  inCohort(staff),
  notInCohort(staff),
  { type: "person" as const, key: "email", operator: "is_set" as const },
);
const group = fc.record(
  {
    properties: fc.oneof(fc.array(condition, { maxLength: 2 }), fc.constant(wherePerson({ plan: "free" }))),
    rollout_percentage: fc.constantFrom(0, 0.5, 10, 33.3, 100),
    variant: fc.constantFrom("holdout-1", null),
  },
  { requiredKeys: ["rollout_percentage"] },
);

conformance(kind, {
  factory: experimentHoldout,
  friends: [staff],
  kinds: [cohortKind],
  samples: [experimentHoldout({ key: "ten", name: "Ten percent", filters: [{ rollout_percentage: 10 }] })],
  arbitraries: { filters: fc.array(group, { minLength: 1, maxLength: 3 }) },
});
