import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/index.js";
import { act, eachInItsOwn, everybody, make, person, post, posthog, refusal, variants, where } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("filters", () => {
  test('"cant create flag with invalid filters": a list is no text, except inside a text', async () => {
    for (const operator of ["icontains", "regex", "lt", "gt"]) {
      expect(await refusal(where(person(operator, ["a"])))).toEqual([
        "cross_field.operator_requires_string_value",
        `groups[0].properties[0].value: Operator ${operator} requires a string value.`,
      ]);
    }
    expect((await post({ key: "a", filters: where(person("not_regex", '["a"]')) })).status).toBe(201);
  });

  test('"cant create flag with unknown operator", case included', async () => {
    for (const operator of ["contains", "not_contains", "ICONTAINS", "foo"]) {
      expect((await refusal(where(person(operator, "a"))))[1]).toBe(
        "groups[0].properties[0].operator: unsupported operator for feature flags",
      );
    }
  });

  test.each<[string, Json, string]>([
    ["groups", { groups: {} }, "groups must be a list, got dict"],
    ["a group", { groups: [1] }, "groups[0] must be a dictionary, got int"],
    ["a variant", { groups: [{ variant: 1 }] }, "groups[0].variant must be a string or null, got int"],
    [
      "a rollout",
      { groups: [{ rollout_percentage: "5" }] },
      "groups[0].rollout_percentage must be a number or null, got str",
    ],
    [
      "a rollout's range",
      { groups: [{ rollout_percentage: 101 }] },
      "groups[0].rollout_percentage must be between 0 and 100, got 101",
    ],
    ["variants", { ...everybody, multivariate: [] }, "multivariate must be a dictionary or null, got list"],
    ["a property's key", where({ type: "person" }), "groups[0].properties[0].key: a property key is required"],
    ["a property's type", where({ key: "a", type: "event" }), "groups[0].properties[0].type: invalid property type"],
    ["a payload", { ...everybody, payloads: { true: "{" } }, "Payload for key 'true' is not valid JSON."],
    ["a holdout", { ...everybody, holdout: { id: "1" } }, "holdout.id must be an integer"],
    ["early exit", { ...everybody, early_exit: "x" }, "early_exit must be a boolean or null, got str"],
  ])("the type of %s is guarded, also where rules are only logged", async (_, filters, detail) => {
    posthog.switches.flagRules = "logged";
    expect(await refusal(filters)).toEqual(["invalid_input", detail]);
  });

  const broken: [rule: string, filters: Json, detail: string][] = [
    [
      "structural.multivariate.variants[].key.invalid",
      variants(["a b", 100]),
      "multivariate.variants[0].key: Only letters",
    ],
    [
      "structural.multivariate.variants[].rollout_percentage.required",
      { ...everybody, multivariate: { variants: [{ key: "a" }] } },
      "multivariate.variants[0].rollout_percentage: This field is required.",
    ],
    [
      "cross_field.variant_rollout_sum_not_100",
      variants(["a", 50], ["b", 40]),
      "multivariate.variants: Variant rollout percentages must sum to 100, got 90.",
    ],
    [
      "cross_field.variant_keys_not_unique",
      variants(["a", 50], ["a", 50]),
      "multivariate.variants: Variant keys must be unique, duplicated: a.",
    ],
    [
      "cross_field.payload_key_not_a_variant",
      { ...variants(["a", 100]), payloads: { b: "1" } },
      "payloads.b: Payload key 'b' does not match any variant key.",
    ],
    [
      "cross_field.payload_key_not_true",
      { ...everybody, payloads: { b: "1" } },
      "payloads.b: Payload key 'b' is invalid: boolean flags only support the 'true' key.",
    ],
    [
      "cross_field.group_variant_not_a_variant",
      { groups: [{ variant: "x" }] },
      "groups[0].variant: Variant override 'x' does not match any variant key.",
    ],
    [
      "cross_field.person_aggregation_property_type",
      where({ type: "group", key: "a", group_type_index: 0, value: "x" }),
      "groups[0].properties[0]: Person-aggregated conditions",
    ],
    [
      "cross_field.group_property_type_index_mismatch",
      {
        groups: [
          {
            aggregation_group_type_index: 1,
            properties: [{ type: "group", key: "a", group_type_index: 0, value: "x" }],
          },
        ],
      },
      "groups[0].properties[0]: Group properties must match the condition set's group type.",
    ],
    [
      "cross_field.in_not_in_requires_cohort",
      where(person("in", "a")),
      "groups[0].properties[0].operator: Operator in",
    ],
    [
      "cross_field.date_value_not_parseable",
      where(person("is_date_after", "soon")),
      "groups[0].properties[0].value: Inv",
    ],
    [
      "cross_field.operator_requires_list_value",
      where(person("icontains_multi", "a")),
      "groups[0].properties[0].value: Op",
    ],
    ["cross_field.semver_value_invalid", where(person("semver_gt", "one")), "groups[0].properties[0].value: Invalid"],
  ];

  test.each(broken)("%s is enforced, or only logged", async (rule, filters, detail) => {
    const [code, text] = await refusal(filters);
    expect(code).toBe(rule);
    expect(text).toContain(detail);
    posthog.switches.flagRules = "logged";
    expect((await post({ key: "logged", filters })).status).toBe(201);
  });

  test("shares of a third add up to 100, and versions may have wildcards", async () => {
    const thirds = variants(["a", 33.33], ["b", 33.33], ["c", 33.34]);
    expect((await post({ key: "a", filters: thirds })).status).toBe(201);
    expect((await post({ key: "b", filters: where(person("semver_wildcard", "1.2.*")) })).status).toBe(201);
  });

  test("filters.version is reserved", async () => {
    expect(await refusal({ ...everybody, version: 1 })).toEqual([
      "reserved_config_version",
      "filters.version is reserved. Remove it from the request.",
    ]);
  });

  test("what nobody declared is dropped, whatever it is called", async () => {
    const groups = [{ properties: [], rollout_percentage: 10, constructor: 1, toString: 2 }];
    const { body } = await post({ key: "a", filters: { groups, constructor: 3 } });
    expect(Object.keys(body.filters)).not.toContain("constructor");
    expect(Object.keys(body.filters.groups[0])).not.toContain("toString");
  });

  test("a pattern has to be one, unless it is stored already", async () => {
    expect((await refusal(where(person("regex", "["))))[1]).toBe(
      "groups[0].properties[0].value: invalid regex pattern",
    );
  });

  test("early exit may be a paid feature", async () => {
    posthog.switches.organizationFeatures.earlyExit = false;
    expect((await refusal({ ...everybody, early_exit: true }))[1]).toBe(
      "early_exit is not available for this organization.",
    );
  });

  test("more than 512 KB are refused", async () => {
    const groups = [{ description: "x".repeat(513 * 1024) }];
    expect((await refusal({ groups }))[1]).toMatch(/^Feature flag filters exceed maximum size/);
  });
});

describe("cohorts in filters", () => {
  const cohort = async (values: Json[], more: JsonObject = {}) =>
    (await posthog.post("cohorts/", { name: "C", filters: { properties: { type: "AND", values } }, ...more })).body.id;
  const inCohort = (value: Json) => where({ type: "cohort", key: "id", operator: "in", value });
  const happened = { type: "behavioral", key: "paid", value: "performed_event", event_type: "events" };

  test("get their name on read, have to exist, and must not need events", async () => {
    const id = await cohort([person("exact", "x")]);
    const flag = await make("a", { filters: inCohort(id) });
    expect(flag.filters.groups[0].properties[0].cohort_name).toBe("C");
    expect(await refusal(inCohort(99))).toEqual(["cohort_does_not_exist", "Cohort with id 99 does not exist"]);
    const behavioral = await cohort([happened]);
    const text =
      "Cohort 'C' has an event-based condition on 'paid' (performed_event) and cannot be used in feature flags.";
    expect(await refusal(inCohort(behavioral))).toEqual(["behavioral_cohort_found", text]);
    const nested = await cohort([{ type: "cohort", key: "id", value: behavioral }]);
    expect((await refusal(inCohort(nested)))[0]).toBe("behavioral_cohort_found");
  });

  test("cannot be deleted, nor come to need events, while an active flag uses them", async () => {
    const id = await cohort([person("exact", "x")]);
    const flag = await make("a", { filters: inCohort(id) });
    const { status, body } = await posthog.patch(`cohorts/${id}/`, { deleted: true });
    expect([status, body.detail]).toEqual([
      400,
      "This cohort is used in 1 active feature flag(s): a. " +
        "Please remove the cohort from these feature flags before deleting it.",
    ]);
    const filters = { properties: { type: "AND", values: [happened] } };
    expect((await posthog.patch(`cohorts/${id}/`, { filters })).body.code).toBe("behavioral_cohort_found");
    await act(flag.id, "disable");
    expect((await posthog.patch(`cohorts/${id}/`, { deleted: true })).status).toBe(200);
  });
});
