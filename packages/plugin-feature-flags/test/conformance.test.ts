import { env } from "@posthog-definitions/core";
import { conformance, fc } from "@posthog-definitions/testkit";
import { featureFlag, flagIs, group, person, type FlagFilters } from "../src/index.js";
import { featureFlag as kind } from "../src/kind.js";

const parent = featureFlag({ key: "parent", rollout: 100, active: true });

const share = fc.constantFrom(0, 12.5, 50, 100, null);
const ofPersons = fc.record(
  {
    properties: fc.array(
      fc.constantFrom(
        person("email").icontains("@example.com"),
        person("plan").exact(["pro", "scale"]),
        person("age").gte(18),
        person("joined").is_date_after("-7d"),
        person("email").is_set(),
        flagIs(parent),
      ),
      { maxLength: 3 },
    ),
    rollout_percentage: share,
    description: fc.constantFrom("Staff", "Beta", ""),
  },
  { requiredKeys: [] },
);
const ofCompanies = fc.record({
  aggregation_group_type_index: fc.constant(0),
  properties: fc.array(fc.constantFrom(group(0, "plan").exact("scale"), group(0, "seats").gt(5)), { maxLength: 2 }),
});
const groups = fc.array(fc.oneof(ofPersons, ofCompanies), { minLength: 1, maxLength: 3 });
const rest = {
  early_exit: fc.boolean(),
  feature_enrollment: fc.boolean(),
  holdout: fc.constantFrom(null, { id: 7, exclusion_percentage: 10 }),
};
const onOff = fc.record(
  { groups, payloads: fc.record({ true: fc.constantFrom({ colour: "red" }, "plain", '"5"', [1], 0) }), ...rest },
  { requiredKeys: ["groups"] },
);
const shares = fc.constantFrom<number[]>([50, 50], [20, 80], [33.33, 33.33, 33.33]);
const ofVariants = fc
  .record(
    { groups, shares, payloads: fc.record({ v0: fc.constantFrom({ a: 1 }, "x") }), ...rest },
    { requiredKeys: ["groups", "shares"] },
  )
  .map(({ shares, ...filters }) => ({
    ...filters,
    multivariate: { variants: shares.map((rollout_percentage, i) => ({ key: `v${i}`, rollout_percentage })) },
  }));
const short = fc.constant(undefined);
const written = "a short form, which is part of `filters` in the normal form";

conformance(kind, {
  factory: featureFlag,
  friends: [parent],
  samples: [
    featureFlag({ key: "short", rollout: 20, variants: { control: 50, test: 50 }, payloads: { test: { a: 1 } } }),
    featureFlag({ key: "put-away", rollout: 0, active: false, archived: true }),
    featureFlag({
      key: "token",
      is_remote_configuration: true,
      has_encrypted_payloads: true,
      payloads: { true: env("TESTKIT_SECRET") },
    }),
  ],
  arbitraries: {
    filters: fc.option(fc.oneof<fc.Arbitrary<FlagFilters>[]>(onOff, ofVariants), { nil: undefined, freq: 5 }),
    rollout: short,
    groups: short,
    variants: short,
    payloads: short,
    has_encrypted_payloads: fc.constant(undefined),
    analytics_dashboards: fc.constant(undefined),
  },
  untested: {
    rollout: written,
    groups: written,
    variants: written,
    payloads: written,
    has_encrypted_payloads: "only goes with two other fields; one of the samples has all three",
    analytics_dashboards: "PostHog only ever adds to them; see server.test.ts",
  },
});
