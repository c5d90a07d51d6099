import { asJson, env, lookup, ref } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import { featureFlag, flagIs, group, inCohort, notInCohort, person } from "../src/index.js";
import { meaning, row, spec, withGroups } from "./support.js";

const everybody = { properties: [], rollout_percentage: 100 };
const groups = (input: object) => spec(input).filters?.groups;
const conditions = (...properties: object[]) => groups({ groups: [{ properties }] })?.[0]?.properties;

it("leaves alone what the file does not name, and has defaults for the rest", () => {
  expect(spec({})).toEqual({
    name: "",
    ensure_experience_continuity: false,
    is_remote_configuration: false,
    has_encrypted_payloads: false,
    evaluation_runtime: "all",
    bucketing_identifier: "distinct_id",
  });
});

describe("short forms", () => {
  it("are written out", () => {
    expect(spec({ rollout: 50 }).filters).toEqual({ groups: [{ properties: [], rollout_percentage: 50 }] });
    expect(spec({ groups: [{}], variants: { a: 50, b: 50 }, payloads: { a: { x: 1 } } }).filters).toEqual(
      spec({
        filters: {
          groups: [{}],
          multivariate: {
            variants: [
              { key: "a", rollout_percentage: 50 },
              { key: "b", rollout_percentage: 50 },
            ],
          },
          payloads: { a: { x: 1 } },
        },
      }).filters,
    );
  });

  it("go together with what they do not say", () => {
    expect(spec({ rollout: 5, filters: { early_exit: true } }).filters).toEqual({
      groups: [{ properties: [], rollout_percentage: 5 }],
      early_exit: true,
    });
  });
});

describe("filters", () => {
  it("take null, absent and empty for one thing", () => {
    expect(
      spec({
        filters: {
          groups: [{ properties: null, rollout_percentage: null, variant: null, description: "" }],
          multivariate: null,
          payloads: {},
          aggregation_group_type_index: null,
          early_exit: null,
        },
      }).filters,
    ).toEqual({ groups: [everybody] });
  });

  it("say the aggregation per condition set, wherever it was said", () => {
    expect(groups({ filters: { groups: [{}, {}], aggregation_group_type_index: 1 } })).toEqual([
      { ...everybody, aggregation_group_type_index: 1 },
      { ...everybody, aggregation_group_type_index: 1 },
    ]);
    expect(
      groups({ filters: { groups: [{ aggregation_group_type_index: null }, {}], aggregation_group_type_index: 1 } }),
    ).toEqual([everybody, { ...everybody, aggregation_group_type_index: 1 }]);
    expect(
      groups({
        groups: [{ aggregation_group_type_index: 2, properties: [{ type: "group", key: "plan", value: "x" }] }],
      }),
    ).toEqual([
      {
        aggregation_group_type_index: 2,
        rollout_percentage: 100,
        properties: [{ type: "group", key: "plan", operator: "exact", value: "x", group_type_index: 2 }],
      },
    ]);
  });

  it("have one name per operator, and texts where the server wants texts", () => {
    expect(
      conditions(
        { key: "age", operator: "min", value: 18 },
        { key: 5, operator: null, value: "x" },
        { key: "email", operator: "is_set", value: "is_set" },
      ),
    ).toEqual([
      { type: "person", key: "age", operator: "gte", value: "18" },
      { type: "person", key: "5", operator: "exact", value: "x" },
      { type: "person", key: "email", operator: "is_set" },
    ]);
  });

  it("forget what PostHog adds for display", () => {
    expect(
      conditions({ type: "cohort", key: "id", value: 7, cohort_name: "Beta", label: "b", group_key_names: {} }),
    ).toEqual([{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", id: 7 } }]);
  });

  it("give the rest of rounded shares to the last variant that has one", () => {
    const shares = (...variants: number[]) =>
      spec({
        rollout: 100,
        variants: Object.fromEntries(variants.map((share, i) => [`v${i}`, share])),
      }).filters?.multivariate?.variants.map((variant) => variant.rollout_percentage);
    expect(shares(33.33, 33.33, 33.33)).toEqual([33.33, 33.33, 33.34]);
    expect(shares(33.33, 33.33, 33.33, 0)).toEqual([33.33, 33.33, 33.34, 0]);
    expect(shares(0.01, 64.04, 35.95)).toEqual([0.01, 64.04, 35.95]);
  });

  it("release a remote configuration to everybody, as PostHog does", () => {
    expect(groups({ is_remote_configuration: true, filters: { payloads: { true: 1 } } })).toEqual([everybody]);
    expect(groups({ is_remote_configuration: true, rollout: 0 })).toEqual([everybody]);
    expect(groups({ is_remote_configuration: true, rollout: 20 })?.[0]?.rollout_percentage).toBe(20);
  });
});

describe("references", () => {
  const parent = featureFlag({ key: "parent" });

  it("may be definitions, refs, lookups and ids", () => {
    expect(
      conditions(
        inCohort(ref("cohort", "beta")),
        notInCohort(lookup("cohort", { name: "Staff" })),
        { type: "cohort", key: "id", value: "12" },
        flagIs(ref("feature-flag", "other"), "blue"),
        { type: "flag", key: "31", operator: "flag_evaluates_to", value: false },
      ),
    ).toEqual([
      { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "beta" } },
      { type: "cohort", key: "id", operator: "not_in", value: { $ref: "cohort", lookup: { name: "Staff" } } },
      { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", id: 12 } },
      { type: "flag", key: { $ref: "feature-flag", key: "other" }, operator: "flag_evaluates_to", value: "blue" },
      { type: "flag", key: { $ref: "feature-flag", id: 31 }, operator: "flag_evaluates_to", value: false },
    ]);
    expect(conditions({ type: "flag", key: parent })).toEqual([
      { type: "flag", key: { $ref: "feature-flag", key: "parent" }, operator: "flag_evaluates_to", value: true },
    ]);
  });

  it("name holdouts and dashboards", () => {
    expect(spec({ rollout: 1, filters: { holdout: { id: 4, exclusion_percentage: 10 } } }).filters?.holdout).toEqual({
      id: { $ref: "experiment-holdout", id: 4 },
      exclusion_percentage: 10,
    });
    expect(spec({ analytics_dashboards: [5, ref("dashboard", "growth")] }).analytics_dashboards).toEqual([
      { $ref: "dashboard", id: 5 },
      { $ref: "dashboard", key: "growth" },
    ]);
  });
});

it("offers every operator as a method of the same name", () => {
  expect(person("email").icontains("@x.com")).toEqual({
    type: "person",
    key: "email",
    operator: "icontains",
    value: "@x.com",
  });
  expect(person("email").is_set()).toEqual({ type: "person", key: "email", operator: "is_set" });
  expect(group(0, "seats").gt(5)).toEqual({
    type: "group",
    group_type_index: 0,
    key: "seats",
    operator: "gt",
    value: 5,
  });
});

describe("payloads", () => {
  const payload = (value: unknown) => spec({ rollout: 1, payloads: { true: value } }).filters?.payloads?.["true"];

  it("are values; JSON text stands for what it says", () => {
    expect(payload({ a: [1, null] })).toEqual({ a: [1, null] });
    expect(payload('{"a":1}')).toEqual({ a: 1 });
    expect(payload('"5"')).toBe("5");
    expect(payload("hello")).toBe("hello");
  });

  it("are sent as JSON when they are secrets", () => {
    expect(
      spec({
        rollout: 100,
        is_remote_configuration: true,
        has_encrypted_payloads: true,
        payloads: { true: env("TOKEN") },
      }).filters?.payloads,
    ).toEqual({ true: asJson(env("TOKEN")) });
  });
});

it("means the same by an active flag as PostHog: one that is not archived", () => {
  expect(spec({ active: true }).archived).toBe(false);
  expect(spec({ active: false }).archived).toBeUndefined();
});

describe("a row", () => {
  it("is read in the same words", () => {
    expect(
      meaning({
        ...row,
        name: "Why",
        tags: [" Growth", "a"],
        evaluation_runtime: "",
        bucketing_identifier: null,
        evaluation_contexts: ["Server"],
        filters: {
          groups: [
            {
              properties: [
                { type: "cohort", key: "id", value: 7, operator: null, cohort_name: "Beta" },
                { type: "flag", key: "31", operator: "flag_evaluates_to", value: true },
                { type: "person", key: "age", operator: "max", value: 9, sort: 1 },
              ],
              rollout_percentage: null,
              sort_key: "x",
            },
          ],
          payloads: { true: '{"a":1}' },
          holdout: { id: 4, exclusion_percentage: 10 },
          super_groups: [],
        },
      }),
    ).toEqual({
      name: "Why",
      active: true,
      archived: false,
      tags: ["a", "growth"],
      filters: {
        groups: [
          {
            properties: [
              { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "beta" } },
              { type: "flag", key: { $ref: "feature-flag", id: 31 }, operator: "flag_evaluates_to", value: true },
              { type: "person", key: "age", operator: "lte", value: "9" },
            ],
            rollout_percentage: 100,
          },
        ],
        payloads: { true: { a: 1 } },
        holdout: { id: { $ref: "experiment-holdout", id: 4 }, exclusion_percentage: 10 },
        feature_enrollment: false,
      },
      ensure_experience_continuity: false,
      is_remote_configuration: false,
      has_encrypted_payloads: false,
      evaluation_runtime: "all",
      bucketing_identifier: "distinct_id",
      evaluation_contexts: ["server"],
      has_enriched_analytics: false,
    });
  });

  it("of a frozen experiment is read as if it were not frozen", () => {
    const note = "Added automatically when the experiment exposure was frozen to stop new enrollment.";
    const condition = { type: "person", key: "plan", operator: "exact", value: "pro" };
    const snapshot = { type: "cohort", key: "id", operator: "in", value: 90 };
    const frozen = { exposure_frozen: true, exposure_frozen_cohort: 90 };
    const live = withGroups(
      { properties: [condition, snapshot], description: `${note} Pros`, ...frozen },
      { properties: [snapshot], description: note, ...frozen },
      { properties: [snapshot] },
    );
    expect(meaning(live).filters?.groups).toEqual([
      { properties: [condition], rollout_percentage: 100, description: "Pros" },
      { properties: [], rollout_percentage: 100 },
      { properties: [{ ...snapshot, value: { $ref: "cohort", id: 90 } }], rollout_percentage: 100 },
    ]);
  });
});
