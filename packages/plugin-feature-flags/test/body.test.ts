import { describe, expect, it } from "vitest";
import { ref, type Body } from "@posthog-definitions/core";
import { featureFlag as define, flagIs, inCohort, person } from "../src/index.js";
import { featureFlag } from "../src/kind.js";
import { at, create, meaning, row, spec, update, withGroups } from "./support.js";

const filtersOf = (body: Body) => body["filters"] as Record<string, unknown>;
const groupsOf = (body: Body) => filtersOf(body)["groups"] as readonly Record<string, unknown>[];

describe("a new flag", () => {
  it("says everything but what is left alone", () => {
    const body = create(
      spec({
        name: "Why",
        groups: [
          {
            properties: [person("age").gte(18), inCohort(ref("cohort", "beta")), flagIs(define({ key: "parent" }))],
            rollout_percentage: 20,
            variant: "a",
          },
          { aggregation_group_type_index: 1 },
        ],
        variants: { a: 50, b: 50 },
        payloads: { a: { x: 1 }, b: "hello" },
      }),
    );
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      name: "Why",
      filters: {
        groups: [
          {
            properties: [
              { type: "person", key: "age", operator: "gte", value: "18" },
              { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "beta" } },
              {
                type: "flag",
                key: { $ref: "feature-flag", key: "parent", as: "string" },
                operator: "flag_evaluates_to",
                value: true,
              },
            ],
            rollout_percentage: 20,
            variant: "a",
            aggregation_group_type_index: null,
          },
          { properties: [], rollout_percentage: 100, variant: null, aggregation_group_type_index: 1 },
        ],
        aggregation_group_type_index: null,
        multivariate: {
          variants: [
            { key: "a", rollout_percentage: 50 },
            { key: "b", rollout_percentage: 50 },
          ],
        },
        payloads: { a: '{"x":1}', b: '"hello"' },
        early_exit: null,
      },
      ensure_experience_continuity: false,
      is_remote_configuration: false,
      has_encrypted_payloads: false,
      evaluation_runtime: "all",
      bucketing_identifier: "distinct_id",
    });
  });

  it("for nobody sends no filters, which PostHog would refuse", () => {
    expect(create(spec({ groups: [] }))["filters"]).toBeUndefined();
    expect(create(spec({}))["filters"]).toBeUndefined();
  });

  it("shares the group type of its condition sets", () => {
    const filters = filtersOf(create(spec({ filters: { groups: [{}, {}], aggregation_group_type_index: 2 } })));
    expect(filters["aggregation_group_type_index"]).toBe(2);
  });
});

describe("a change", () => {
  it("clears what was taken out", () => {
    const live = meaning({
      ...row,
      filters: {
        groups: [],
        multivariate: { variants: [{ key: "a", rollout_percentage: 100 }] },
        payloads: { a: "1" },
        early_exit: true,
        holdout: { id: 4, exclusion_percentage: 10 },
        feature_enrollment: true,
      },
    });
    expect(filtersOf(update({ ...live, filters: { ...spec({ groups: [] }).filters } }, row))).toEqual({
      groups: [],
      aggregation_group_type_index: null,
      multivariate: null,
      payloads: {},
      early_exit: null,
    });
    expect(
      filtersOf(update(spec({ rollout: 1, filters: { holdout: null, feature_enrollment: false } }), row)),
    ).toMatchObject({
      holdout: null,
      feature_enrollment: null,
    });
  });

  it("sends what is there as it is there, whatever was stored", () => {
    const stored = {
      ...row,
      filters: {
        groups: [
          {
            properties: [
              { type: "cohort", key: "id", value: 7, operator: "in", cohort_name: "Beta", label: "B", x: 1 },
            ],
            rollout_percentage: 40,
            variant: null,
            aggregation_group_type_index: null,
            sort_key: "a",
          },
        ],
        aggregation_group_type_index: null,
        multivariate: { variants: [{ key: "a", rollout_percentage: 100, color: "red" }], layout: 3 },
        payloads: { a: '{ "b": 1, "a": [2] }' },
        holdout: { id: 4, exclusion_percentage: 10, since: 5 },
      },
    };
    const body = filtersOf(update(meaning(stored), stored));
    expect(body["payloads"]).toEqual(stored.filters.payloads);
    expect(body["multivariate"]).toEqual(stored.filters.multivariate);
    expect(body["holdout"]).toMatchObject({ since: 5 });
    expect(body["groups"]).toEqual([
      {
        ...stored.filters.groups[0],
        properties: [
          { type: "cohort", key: "id", value: { $ref: "cohort", key: "beta" }, operator: "in", label: "B", x: 1 },
        ],
      },
    ]);
  });

  it("of condition sets carries the flag's aggregation along", () => {
    const always = featureFlag.api.always!;
    const whole = { filters: { groups: [1], aggregation_group_type_index: 0, payloads: {} } };
    expect(always({ filters: { groups: [1] } }, whole)).toEqual({
      filters: { groups: [1], aggregation_group_type_index: 0 },
    });
    expect(always({ filters: { payloads: {} } }, whole)).toEqual({ filters: { payloads: {} } });
    expect(always({ name: "x" }, whole)).toEqual({ name: "x" });
  });

  it("of filters is sent by member", () => {
    expect(featureFlag.api.merges).toEqual(["filters"]);
  });
});

describe("what is not modelled survives an edit", () => {
  const pros = {
    properties: [{ type: "person", key: "plan", operator: "exact", value: "pro", hint: 1 }],
    sort_key: "p",
  };
  const staff = { properties: [{ type: "cohort", key: "id", operator: "in", value: 7 }], sort_key: "s" };
  const all = { properties: [], sort_key: "a", colour: "red" };
  const live = withGroups(pros, staff, all);
  const keys = (groups: object[]) => groupsOf(update(spec({ groups }), live)).map((group) => group["sort_key"]);
  const isPro = { properties: [person("plan").exact("pro")] };
  const isStaff = { properties: [inCohort(ref("cohort", "beta"))] };

  it("in place", () => {
    expect(keys([isPro, isStaff, { rollout_percentage: 5 }])).toEqual(["p", "s", "a"]);
    expect(keys([{ ...isPro, rollout_percentage: 5 }, isStaff, {}])).toEqual(["p", "s", "a"]);
  });
  it("after a move", () => {
    expect(keys([{}, isPro, isStaff])).toEqual(["a", "p", "s"]);
  });
  it("beside a new set, which gets nothing of another one", () => {
    expect(keys([{ rollout_percentage: 1 }, isPro, isStaff, {}])).toEqual([undefined, "p", "s", "a"]);
    expect(keys([isPro, isStaff, {}, { rollout_percentage: 1 }])).toEqual(["p", "s", "a", undefined]);
  });
  it("beside a new set, when another is edited too", () => {
    expect(keys([{ rollout_percentage: 1 }, isPro, isStaff, { rollout_percentage: 9 }])).toEqual([
      undefined,
      "p",
      "s",
      "a",
    ]);
  });
  it("when a set is taken out", () => {
    expect(keys([isStaff, {}])).toEqual(["s", "a"]);
  });
  it("inside a condition", () => {
    const [group] = groupsOf(update(spec({ groups: [{ properties: [person("plan").exact("scale")] }] }), live));
    expect(group?.["properties"]).toEqual([
      { type: "person", key: "plan", operator: "exact", value: "scale", hint: 1 },
    ]);
  });
  it("in a variant", () => {
    const stored = {
      ...row,
      filters: { groups: [{}], multivariate: { version: 2, variants: [{ key: "a", rollout_percentage: 100, x: 1 }] } },
    };
    const body = update(spec({ rollout: 100, variants: { b: 50, a: 50 } }), stored);
    expect(filtersOf(body)["multivariate"]).toEqual({
      version: 2,
      variants: [
        { key: "b", rollout_percentage: 50 },
        { key: "a", rollout_percentage: 50, x: 1 },
      ],
    });
  });
  it("in a set that an experiment froze", () => {
    const note = "Added automatically when the experiment exposure was frozen to stop new enrollment.";
    const snapshot = { type: "cohort", key: "id", operator: "in", value: 90 };
    const stamps = { exposure_frozen: true, exposure_frozen_cohort: 90 };
    const frozen = withGroups({
      properties: [
        { type: "person", key: "plan", operator: "exact", value: "pro" },
        { ...snapshot, cohort_name: "S" },
      ],
      description: note,
      ...stamps,
    });
    const [group] = groupsOf(
      update(spec({ groups: [{ ...isPro, rollout_percentage: 50, description: "Pros" }] }), frozen),
    );
    expect(group).toEqual({
      ...stamps,
      properties: [{ type: "person", key: "plan", operator: "exact", value: "pro" }, snapshot],
      description: `${note} Pros`,
      rollout_percentage: 50,
      variant: null,
      aggregation_group_type_index: null,
    });
  });
});

describe("dashboards", () => {
  const facet = featureFlag.facets!["analytics_dashboards"]!;
  const growth = ref("dashboard", "growth");
  const change = (want: unknown, have: unknown) =>
    facet.write({ want, have, spec: spec({}), row, at, refuse: () => undefined, note: () => undefined });

  it("are only added to", () => {
    const live = facet.decode({ ...row, analytics_dashboards: [1, 2] }, at);
    expect(live).toEqual([
      { $ref: "dashboard", id: 1 },
      { $ref: "dashboard", id: 2 },
    ]);
    expect(facet.ours!(live, [{ $ref: "dashboard", id: 2 }, growth], at)).toEqual([{ $ref: "dashboard", id: 2 }]);
    expect(change([growth], [])).toEqual([{ step: "fields", body: { analytics_dashboards: [growth] } }]);
    expect(change([growth], [growth])).toEqual([]);
  });
});

describe("evaluation contexts", () => {
  const settled = (applied: boolean, want: string[], have: string[]) => {
    const warnings: string[] = [];
    const at = {
      applied,
      warn: (path: readonly unknown[], message: string) => warnings.push(`${path.join(".")}: ${message}`),
    };
    const out = featureFlag.settle!(spec({ evaluation_contexts: want }), spec({ evaluation_contexts: have }), at);
    return { contexts: out.evaluation_contexts, warnings };
  };

  it("that PostHog did not keep are no difference for ever", () => {
    expect(settled(true, ["server"], [])).toEqual({
      contexts: [],
      warnings: [
        "evaluation_contexts: PostHog shows none of these contexts, although they were applied: the organisation lacks the feature, or somebody took them out. They are left alone.",
      ],
    });
  });
  it("are tried once, and kept like any other field where PostHog keeps them", () => {
    expect(settled(false, ["server"], [])).toEqual({ contexts: ["server"], warnings: [] });
    expect(settled(true, ["server"], ["web"])).toEqual({ contexts: ["server"], warnings: [] });
    expect(settled(true, [], [])).toEqual({ contexts: [], warnings: [] });
  });
});
