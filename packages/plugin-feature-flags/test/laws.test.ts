import fc from "fast-check";
import { differences, evaluated, normalised, overlaid } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { flagIs, group, person, type FeatureFlagInput, type FlagProperty } from "../src/index.js";
import { featureFlag } from "../src/kind.js";
import { at, create, meaning, row, spec, update } from "./support.js";

/** What can be said of a flag without a server; `conformance.test.ts` puts the laws to one. */
const name = fc.stringMatching(/^[a-z]{1,6}$/);
const property = fc.oneof<fc.Arbitrary<FlagProperty>[]>(
  name.map((value) => person("plan").exact([value, "pro"])),
  fc.constantFrom<FlagProperty>(
    { key: "age", operator: "min", value: 18 },
    { key: "plan", operator: null, value: true },
    { type: "cohort", value: 8 },
    { type: "cohort", key: "id", operator: "not_in", value: "9", negation: false },
    flagIs({ $ref: "feature-flag", id: 31 }, "blue"),
  ),
);
const groups = fc.array(
  fc.oneof(
    fc.record(
      {
        properties: fc.array(property, { maxLength: 3 }),
        rollout_percentage: fc.constantFrom(0, 12.5, 100, null),
        description: name,
      },
      { requiredKeys: [] },
    ),
    fc.constant({ aggregation_group_type_index: 1, properties: [group(1, "plan").exact("x")] }),
  ),
  { minLength: 1, maxLength: 4 },
);
const shares = fc.constantFrom<Record<string, number>>({ a: 100 }, { a: 50, b: 50 }, { a: 33.33, b: 33.33, c: 33.33 });
const input: fc.Arbitrary<Omit<FeatureFlagInput, "key">> = fc.oneof(
  fc.record(
    { groups, active: fc.boolean(), tags: fc.array(name), payloads: fc.record({ true: fc.jsonValue() }) },
    { requiredKeys: ["groups"] },
  ),
  fc.record({ groups, variants: shares, is_remote_configuration: fc.boolean() }),
);

const nobodys = { ...at, ref: <K extends string>(kind: K, id: string | number) => ({ $ref: kind, id }) };

/** What a server keeps of a body: holes filled, defaults in place. */
function kept(body: object): typeof row {
  const filled = JSON.parse(JSON.stringify(body), (_, value: unknown) => {
    const hole = value as { $ref?: string; id?: number; as?: string } | null;
    if (hole?.$ref === undefined) return value;
    return hole.as === "string" ? String(hole.id) : hole.id;
  }) as object;
  return { ...row, ...filled };
}

const always = (holds: (given: Omit<FeatureFlagInput, "key">) => void): void =>
  fc.assert(fc.property(input, holds), { numRuns: 60 });

describe("whatever a file says", () => {
  it("its normal form is its own normal form", () => {
    always((given) => {
      const once = spec(given);
      expect(normalised(featureFlag, once)).toEqual(once);
    });
  });

  it("it is read back as it was meant", () => {
    always((given) => {
      const want = spec(given);
      const have = meaning(kept(create(want)), nobodys);
      expect(differences(overlaid(featureFlag.spec, { ...want }, { ...have }, []), have)).toEqual([]);
    });
  });

  it("a body made from its row says what the row says", () => {
    always((given) => {
      const there = kept(create(spec(given)));
      expect(meaning(kept(update(meaning(there, nobodys), there)), nobodys)).toEqual(meaning(there, nobodys));
    });
  });

  it("its shortest form says the same", () => {
    always((given) => {
      const have = meaning(kept(create(spec(given))), nobodys);
      const again = spec(evaluated(featureFlag.shorten!(have)) as object);
      expect(differences(overlaid(featureFlag.spec, { ...again }, { ...have }, []), have)).toEqual([]);
    });
  });
});

it("nothing in a row makes the kind throw", () => {
  const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
  const any = (...names: string[]) =>
    fc.record(Object.fromEntries(names.map((each) => [each, junk])), { requiredKeys: [] });
  const condition = any("type", "key", "operator", "value", "negation", "group_type_index");
  const stamped = fc
    .tuple(
      any("description", "rollout_percentage", "variant", "exposure_frozen_cohort"),
      fc.array(fc.oneof(junk, condition)),
    )
    .map(([set, properties]) => ({ ...set, properties, exposure_frozen: true }));
  const filters = fc
    .tuple(
      any("payloads", "holdout", "aggregation_group_type_index", "multivariate", "groups"),
      fc.array(fc.oneof(junk, stamped, any("properties"))),
      fc.array(fc.oneof(junk, any("key", "rollout_percentage"))),
      fc.boolean(),
    )
    .map(([rest, groups, variants, plain]) => (plain ? { ...rest, groups, multivariate: { variants } } : rest));
  const columns = any(
    ...[
      "id",
      "key",
      "name",
      "tags",
      "active",
      "archived",
      "version",
      "has_encrypted_payloads",
      "has_enriched_analytics",
    ],
    ...["evaluation_contexts", "evaluation_runtime", "bucketing_identifier", "analytics_dashboards"],
  );
  fc.assert(
    fc.property(columns, fc.oneof(junk, filters), (rest, filters) => {
      const there = { ...rest, filters } as unknown as typeof row;
      const have = meaning(there);
      featureFlag.facets!["analytics_dashboards"]!.decode(there, at);
      update(have, there);
      featureFlag.api.lock!(there);
      featureFlag.shorten!(have);
      expect(normalised(featureFlag, have)).toEqual(have);
    }),
    { numRuns: 300 },
  );
});
