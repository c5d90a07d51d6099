import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { created, defineResource, type Json, type JsonObject } from "../src/index.js";
import { projects } from "../src/accounts/tables.js";
import { blankExperiment, experiments } from "../src/resources/experiments/table.js";
import { flags } from "../src/resources/feature-flags/table.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/feature_flags/backend/api/test/`).

/** Rows that no route of these resources can make: experiments on a flag, versions of very old flags, settings. */
const backdoor = defineResource({
  path: "backdoor",
  scope: "backdoor",
  create: (call) => {
    const { experiment, unversioned, settings } = call.data as {
      experiment?: { feature_flag: number; running: boolean; deleted?: boolean };
      unversioned?: number;
      settings?: JsonObject;
    };
    if (experiment) {
      const of = { project: call.project.id, name: "Experiment", created_at: call.now, created_by: call.user.id };
      call.table(experiments).insert({
        ...blankExperiment({ ...of, feature_flag: experiment.feature_flag }),
        start_date: experiment.running ? call.now : null,
        deleted: experiment.deleted ?? false,
      });
    }
    if (unversioned) call.table(flags).put({ ...call.table(flags).get(unversioned)!, version: null });
    if (settings) call.table(projects).put({ ...call.project, settings });
    return created({});
  },
});

let posthog: Asking;
beforeEach(() => {
  posthog = start({ resources: [backdoor] });
});
afterEach(() => posthog.close());

const everybody = { groups: [{ rollout_percentage: 100 }] };
const post = (body: JsonObject) => posthog.post("feature_flags/", body);
const make = async (key: string, more: JsonObject = {}) => (await post({ key, filters: everybody, ...more })).body;
const patch = (id: number, body: JsonObject) => posthog.patch(`feature_flags/${id}/`, body);
const read = (id: number) => posthog.get(`feature_flags/${id}/`);
const act = (id: number, action: string) => posthog.post(`feature_flags/${id}/${action}/`);
const keys = async (query = "") =>
  (await posthog.get(`feature_flags/${query}`)).body.results.map(({ key }: { key: string }) => key).sort();

const person = (operator: string, value: Json) => ({ type: "person", key: "email", operator, value });
const where = (...properties: Json[]) => ({ groups: [{ properties, rollout_percentage: 100 }] });
const dependsOn = (id: number) => where({ type: "flag", key: String(id), operator: "flag_evaluates_to", value: true });
const variants = (...list: [key: string, share: number][]) => ({
  groups: [{ rollout_percentage: 100 }],
  multivariate: { variants: list.map(([key, rollout_percentage]) => ({ key, rollout_percentage })) },
});
/** Code and text of the refusal of a flag with these filters. */
const refusal = async (filters: Json) => {
  const { status, body } = await post({ key: "refused", filters });
  expect([status, body.attr]).toEqual([400, "filters"]);
  return [body.code, body.detail];
};

describe("keys", () => {
  test('"cant create flag with duplicate key", without a slash at the end too', async () => {
    await make("a");
    const { status, body } = await posthog.post("feature_flags", { key: "a", filters: everybody });
    expect([status, body]).toEqual([
      400,
      {
        type: "validation_error",
        code: "unique",
        detail: "There is already a feature flag with this key.",
        attr: "key",
      },
    ]);
  });

  test('"cant create flag with key too long", or with other letters, or without one', async () => {
    expect((await post({ key: "x".repeat(401) })).body).toMatchObject({ code: "max_length", attr: "key" });
    expect((await post({ key: "x".repeat(400) })).status).toBe(201);
    expect((await post({ key: "a b" })).body).toMatchObject({ code: "invalid_key", attr: "key" });
    expect((await post({})).body).toMatchObject({ code: "required", attr: "key" });
  });

  test('"updating feature flag key" together with filters: stored with aggregation, version 2', async () => {
    const { id, filters, version } = (await post({ key: "old" })).body;
    expect([filters, version]).toEqual([{ groups: [] }, 1]);
    const { body } = await patch(id, { key: "new", filters: everybody });
    expect(body).toMatchObject({
      key: "new",
      version: 2,
      filters: {
        aggregation_group_type_index: null,
        groups: [{ aggregation_group_type_index: null, properties: [], rollout_percentage: 100 }],
      },
    });
  });
});

describe("the row", () => {
  test('"create minimal feature flag"', async () => {
    const { status, body } = await post({
      key: "a",
      filters: { groups: [{ properties: [], rollout_percentage: null }] },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "",
      active: true,
      archived: false,
      deleted: false,
      version: 1,
      status: "ACTIVE",
      evaluation_runtime: "all",
      bucketing_identifier: "distinct_id",
      ensure_experience_continuity: false,
      tags: [],
      experiment_set: [],
    });
    expect(body).not.toHaveProperty("rollout_percentage");
  });

  test("created without filters it has no group, created with filters it needs one", async () => {
    expect((await post({ key: "a" })).body.filters).toEqual({ groups: [] });
    expect(await refusal({ groups: [] })).toEqual([
      "invalid_input",
      "Feature flags must have at least one condition set (group).",
    ]);
    const { id } = await make("b");
    expect((await patch(id, { filters: { groups: [] } })).body.filters.groups).toEqual([]);
  });

  test('"updating feature flag partial": filters stay, and merge by their own keys', async () => {
    const { id, filters } = await make("a", { filters: variants(["control", 50], ["test", 50]) });
    expect((await patch(id, { name: "x" })).body.filters).toEqual(filters);
    expect((await patch(id, { filters: {} })).body.filters).toEqual(filters);
    const groups = [{ rollout_percentage: 20 }];
    const changed = (await patch(id, { filters: { groups } })).body.filters;
    expect(changed.multivariate).toEqual(filters.multivariate);
    expect(changed.groups).toMatchObject(groups);
    expect((await patch(id, { filters: { multivariate: null } })).body.filters.multivariate).toBeNull();
  });

  test("new groups take the aggregation of the flag when they say nothing", async () => {
    const group = { properties: [], rollout_percentage: 50, aggregation_group_type_index: 1 };
    const { id } = await make("a", { filters: { groups: [group] } });
    const again = (await patch(id, { filters: { groups: [{ rollout_percentage: 10 }] } })).body.filters;
    expect(again).toMatchObject({ aggregation_group_type_index: 1, groups: [{ aggregation_group_type_index: 1 }] });
    const mixed = [{ ...group }, { rollout_percentage: 1, aggregation_group_type_index: null }];
    expect((await patch(id, { filters: { groups: mixed } })).body.filters.aggregation_group_type_index).toBeNull();
  });

  test("aliases, numeric keys and payloads are rewritten, legacy and unknown keys dropped", async () => {
    const { id } = await make("a", {
      filters: {
        groups: [{ properties: [{ type: "person", key: 7, operator: "min", value: "1", extra: 1 }], extra: 1 }],
        payloads: { true: { a: 1 } },
        super_groups: [],
        holdout_groups: [],
        extra: 1,
      },
    });
    const { filters } = (await read(id)).body;
    expect(filters).toEqual({
      aggregation_group_type_index: null,
      groups: [
        {
          aggregation_group_type_index: null,
          properties: [{ type: "person", key: "7", operator: "gte", value: "1" }],
        },
      ],
      payloads: { true: '{"a":1}' },
    });
  });

  test('"create remote config flag defaults to 100 percent rollout"', async () => {
    const rollouts: (JsonObject | undefined)[] = [
      undefined,
      { rollout_percentage: 0 },
      { rollout_percentage: null },
      {},
    ];
    for (const [index, group] of rollouts.entries()) {
      const filters: JsonObject = group ? { filters: { groups: [group] } } : {};
      const { status, body } = await post({ key: `r${index}`, is_remote_configuration: true, ...filters });
      expect([status, body.filters.groups[0].rollout_percentage]).toEqual([201, 100]);
    }
  });

  test("every successful update counts, even one that changes nothing", async () => {
    const { id } = await make("a");
    expect((await patch(id, {})).body.version).toBe(2);
    expect((await patch(id, { name: "" })).body.version).toBe(3);
  });

  test('"updating feature flag treats null version as zero"', async () => {
    const { id } = await make("a");
    await posthog.post("backdoor/", { unversioned: id });
    const { status, body } = await patch(id, { name: "x", version: 0 });
    expect([status, body.version]).toEqual([200, 1]);
  });

  test("analytics dashboards have to exist, and are only ever added", async () => {
    const [one, two] = [
      (await posthog.post("dashboards/", {})).body.id,
      (await posthog.post("dashboards/", {})).body.id,
    ];
    const { id } = await make("a", { analytics_dashboards: [one] });
    expect((await patch(id, { analytics_dashboards: [two] })).body.analytics_dashboards).toEqual([one, two]);
    expect((await patch(id, { analytics_dashboards: [9] })).body).toMatchObject({ code: "does_not_exist" });
  });

  test("persistence and bucketing by device exclude each other", async () => {
    const both = { ensure_experience_continuity: true, bucketing_identifier: "device_id" };
    expect((await post({ key: "a", filters: everybody, ...both })).body.detail).toContain("device ID bucketing");
  });

  test("PUT needs the key", async () => {
    const { id } = await make("a");
    expect((await posthog.ask("PUT", `feature_flags/${id}/`, { name: "x" })).body).toMatchObject({ code: "required" });
    expect((await posthog.ask("PUT", `feature_flags/${id}/`, { key: "a", name: "x" })).body.name).toBe("x");
  });

  test("a project has a limit, and says it with a comma", async () => {
    await make("a");
    posthog.switches.flagLimit = 1;
    expect((await post({ key: "b" })).body.detail).toMatch(/^Maximum of 1 feature flags allowed per team\./);
  });
});

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

describe("dependencies", () => {
  test("name flags by id: existing, active, not themselves, not in a circle", async () => {
    const a = await make("a");
    const off = await make("off", { active: false });
    expect((await refusal(where({ type: "flag", key: "a", operator: "flag_evaluates_to", value: true })))[1]).toBe(
      "Flag dependencies must reference flag IDs (integers), not flag keys. Invalid reference: 'a'",
    );
    expect((await refusal(dependsOn(9)))[1]).toBe("Flag dependency references non-existent flag with ID 9");
    expect((await refusal(dependsOn(off.id)))[1]).toContain(
      `Cannot create dependency on disabled flag 'off' (ID: ${off.id})`,
    );
    expect((await patch(a.id, { filters: dependsOn(a.id) })).body.detail).toBe(
      "Feature flag 'a' cannot depend on itself",
    );
    const b = await make("b", { filters: dependsOn(a.id) });
    expect((await patch(a.id, { filters: dependsOn(b.id) })).body.detail).toBe(
      "Circular dependency detected: a → b → a",
    );
  });

  test("hold a flag: it can be neither disabled, archived nor deleted", async () => {
    const a = await make("a");
    const b = await make("b", { filters: dependsOn(a.id) });
    const text = (what: string) =>
      `Cannot ${what} this feature flag because other flags depend on it: b (ID: ${b.id}).`;
    expect((await patch(a.id, { active: false })).body.detail).toContain(text("disable"));
    expect((await patch(a.id, { deleted: true })).body.detail).toContain(text("delete"));
    for (const action of ["disable", "archive"]) expect((await act(a.id, action)).status).toBe(400);
    expect((await posthog.get(`feature_flags/${a.id}/dependent_flags/`)).body).toEqual([
      { id: b.id, key: "b", name: "" },
    ]);
    await act(b.id, "disable");
    expect((await act(a.id, "disable")).status).toBe(200);
    expect((await act(b.id, "enable")).body.detail).toContain(`it depends on disabled flags: a (ID: ${a.id})`);
  });
});

describe("states", () => {
  test('"archive flag requires disabled", "archive and disable in one request", "unarchive flag stays disabled"', async () => {
    const { id } = await make("a");
    expect((await patch(id, { archived: true })).body.detail).toMatch(/^Cannot archive an enabled feature flag/);
    expect((await patch(id, { archived: true, active: false })).body.status).toBe("ARCHIVED");
    expect((await patch(id, { active: true })).body.detail).toMatch(/^Cannot enable an archived feature flag/);
    expect((await patch(id, { archived: false })).body).toMatchObject({ active: false, archived: false });
  });

  test('"repeating an action writes nothing", "enable refuses an archived flag"', async () => {
    const { id } = await make("a");
    expect((await act(id, "enable")).body.version).toBe(1);
    expect((await act(id, "archive")).body).toMatchObject({ version: 2, active: false, archived: true });
    expect((await act(id, "archive")).body.version).toBe(2);
    expect((await act(id, "enable")).status).toBe(400);
    expect((await act(id, "unarchive")).body).toMatchObject({ version: 3, active: false });
  });

  test("a deleted flag has to be restored first, and is told so outside the envelope", async () => {
    const { id } = await make("a");
    await patch(id, { deleted: true });
    const { status, body } = await act(id, "disable");
    expect([status, body]).toEqual([
      400,
      { success: false, error: "This feature flag has been deleted. Restore it before disabling it." },
    ]);
  });
});

describe("deletion", () => {
  test("a deleted flag is read with deleted: true, and not listed", async () => {
    const { id } = await make("a");
    expect((await patch(id, { deleted: true })).body.deleted).toBe(true);
    expect(await read(id)).toMatchObject({ status: 200, body: { deleted: true, key: "a", status: "DELETED" } });
    expect(await keys()).toEqual([]);
  });

  test("its key can be used again: the tombstone is gone for good", async () => {
    const { id } = await make("a");
    await patch(id, { deleted: true });
    const again = await make("a");
    expect(again.id).not.toBe(id);
    expect((await read(id)).status).toBe(404);
  });

  test('"rename flag to key held by soft deleted flag"', async () => {
    const { id } = await make("held");
    await patch(id, { deleted: true });
    const other = await make("other");
    expect((await patch(other.id, { key: "held" })).status).toBe(200);
    expect((await read(id)).status).toBe(404);
  });

  test('"soft delete flag renames key and allows reuse": with an experiment, even a deleted one', async () => {
    const { id } = await make("flag1");
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: false, deleted: true } });
    expect((await patch(id, { deleted: true })).body.key).toBe(`flag1:deleted:${id}`);
    expect((await post({ key: "flag1", filters: everybody })).status).toBe(201);
    expect((await read(id)).status).toBe(200);
  });

  test('"soft delete undo suffixes key when original is taken", by a deleted flag too', async () => {
    const { id } = await make("taken-flag");
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: false } });
    await patch(id, { deleted: true });
    const other = await make("taken-flag");
    await patch(other.id, { deleted: true });
    expect((await patch(id, { deleted: false })).body.key).toBe("taken-flag-2");
  });

  test("restoration gives the key back", async () => {
    const { id } = await make("a");
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: false } });
    await patch(id, { deleted: true });
    expect((await patch(id, { deleted: false })).body).toMatchObject({ id, key: "a", deleted: false });
  });

  test("is refused while an experiment runs, as is the removal of a variant", async () => {
    const { id } = await make("a", { filters: variants(["control", 50], ["test", 50]) });
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: true } });
    expect((await patch(id, { deleted: true })).body.detail).toMatch(/linked to running experiment\(s\): "Experiment"/);
    const { body } = await patch(id, { filters: variants(["control", 50], ["other", 50]) });
    expect(body.detail).toMatch(/^Cannot remove variant\(s\) 'test' from a feature flag/);
    expect((await read(id)).body.experiment_set_metadata).toMatchObject([{ name: "Experiment", is_running: true }]);
  });

  test('"soft delete flag blocked when used in replay settings"', async () => {
    const { id } = await make("a");
    await posthog.post("backdoor/", { settings: { session_recording_linked_flag: { id, key: "a" } } });
    expect((await read(id)).body.is_used_in_replay_settings).toBe(true);
    expect((await patch(id, { deleted: true })).body.detail).toBe(
      "This feature flag is used in session replay settings. Please remove it from replay settings before deleting.",
    );
  });

  test("in bulk, one that is refused does not keep the others", async () => {
    const a = await make("a");
    await make("b", { filters: dependsOn(a.id) });
    const c = await make("c");
    const { body } = await posthog.post("feature_flags/bulk_delete/", { ids: [a.id, c.id, 9] });
    expect(body.deleted).toMatchObject([{ id: c.id, key: "c" }]);
    expect(body.errors.map((error: { id: number }) => error.id)).toEqual([a.id, 9]);
  });
});

describe("the list", () => {
  test("leaves out archived flags, unless the request speaks of them", async () => {
    const { id } = await make("a");
    await make("b");
    await act(id, "archive");
    expect(await keys()).toEqual(["b"]);
    expect(await keys("?archived=true")).toEqual(["a"]);
    expect(await keys("?archived=false")).toEqual(["b"]);
  });

  test('"list excluded tags filtering", tags, key, search, type, state and runtime', async () => {
    await make("One", { tags: ["keep"], name: "needle" });
    await make("two", { tags: ["keep", "drop"], active: false, evaluation_runtime: "server" });
    await make("three", { filters: variants(["a", 50], ["b", 50]) });
    expect(await keys('?tags=["keep"]')).toEqual(["One", "two"]);
    expect(await keys('?excluded_tags=["drop"]')).toEqual(["One", "three"]);
    expect(await keys("?tags=nonsense")).toHaveLength(3);
    expect(await keys("?key=one")).toEqual(["One"]);
    expect(await keys("?search=NEEDLE")).toEqual(["One"]);
    expect(await keys("?type=multivariant")).toEqual(["three"]);
    expect(await keys("?active=false")).toEqual(["two"]);
    expect(await keys("?evaluation_runtime=server")).toEqual(["two"]);
    expect(await keys("?created_by_id=1,2")).toHaveLength(3);
    expect((await posthog.get(`feature_flags/?search=${"x".repeat(201)}`)).status).toBe(400);
  });

  test('"list eligible for experiment filtering": two variants are enough, without a control in front', async () => {
    await make("a", { filters: variants(["x", 50], ["control", 50]) });
    await make("b");
    expect(await keys("?eligible_for_experiment=true")).toEqual(["a"]);
  });

  test('"get flags with specified token": the token changes what @current means', async () => {
    await make("a");
    const second = posthog.addProject("Second").id;
    const token = (await posthog.get(`/api/projects/${second}/`)).body.api_token;
    const count = async (query: string) =>
      (await posthog.get(`/api/projects/@current/feature_flags/${query}`)).body.count;
    expect([await count(""), await count(`?token=${token}`)]).toEqual([1, 0]);
    expect((await posthog.get("/api/projects/@current/feature_flags/?token=phc_no")).status).toBe(401);
  });
});

test("keys by id, and the status, can be asked for", async () => {
  const { id } = await make("a");
  expect((await posthog.post("feature_flags/bulk_keys/", { ids: [id, 9] })).body).toEqual({ keys: { [id]: "a" } });
  expect((await posthog.get(`feature_flags/${id}/status/`)).body.status).toBe("ACTIVE");
});

describe("encrypted payloads", () => {
  const secret = { is_remote_configuration: true, has_encrypted_payloads: true };
  const withPayload = (value: string) => ({ ...everybody, payloads: { true: value } });

  test("need a remote configuration and a payload, on create and later", async () => {
    expect((await make("a", { has_encrypted_payloads: true, filters: withPayload('"x"') })).detail).toMatch(
      /require the flag to be a remote configuration/,
    );
    expect((await make("b", secret)).detail).toBe(
      "An encrypted payload is required when has_encrypted_payloads is true.",
    );
    const { id } = await make("c", { ...secret, filters: withPayload('"x"') });
    expect((await patch(id, { is_remote_configuration: false })).status).toBe(400);
  });

  test('"encrypted payload is never returned as ciphertext": keys see it, sessions a placeholder', async () => {
    const { id, filters } = await make("a", { ...secret, filters: withPayload('"s3cret"') });
    expect(filters.payloads.true).toBe('"s3cret"');
    const session = (await posthog.ui("GET", `feature_flags/${id}/`)).body as {
      filters: { payloads: { true: string } };
    };
    const placeholder = session.filters.payloads.true;
    expect(placeholder).not.toContain("s3cret");
    const payload = async (body: JsonObject) => (await patch(id, body)).body.filters.payloads?.true;
    expect(await payload({ name: "x" })).toBe('"s3cret"');
    expect(await payload({ filters: { payloads: { true: placeholder } } })).toBe('"s3cret"');
    expect(await payload({ filters: { payloads: { true: '"new"' } } })).toBe('"new"');
    expect(await payload({ has_encrypted_payloads: false })).toBeUndefined();
  });
});

describe("contexts and tags", () => {
  test("contexts are a lower-cased set of at most 50", async () => {
    const { evaluation_contexts } = await make("a", { evaluation_contexts: [" Web ", "web", "IOS"] });
    expect([...evaluation_contexts].sort()).toEqual(["ios", "web"]);
    const many = Array.from({ length: 51 }, (_, index) => `c${index}`);
    expect((await make("b", { evaluation_contexts: many })).detail).toBe(
      "evaluation_contexts must be a list of at most 50 items.",
    );
  });

  test('"create flag with none evaluation contexts", "with explicit tags only"', async () => {
    expect((await post({ key: "a", evaluation_contexts: null })).status).toBe(400);
    expect((await make("b", { tags: ["web"] })).evaluation_contexts).toEqual([]);
  });

  test("without the organisation's feature they are ignored, and shown as none", async () => {
    const { id } = await make("a", { evaluation_contexts: ["web"] });
    posthog.switches.organizationFeatures.evaluationContexts = false;
    expect((await read(id)).body.evaluation_contexts).toEqual([]);
    expect((await patch(id, { evaluation_contexts: ["ios"] })).status).toBe(200);
    posthog.switches.organizationFeatures.evaluationContexts = true;
    expect((await read(id)).body.evaluation_contexts).toEqual(["web"]);
  });

  test("a project may require contexts and tags", async () => {
    const { id } = await make("a", { evaluation_contexts: ["web"], tags: ["x"] });
    Object.assign(posthog.switches, { requireEvaluationContexts: true, requireFlagTags: true });
    expect((await make("b")).detail).toMatch(/^Add at least one tag/);
    expect((await make("b", { tags: ["x"] })).detail).toMatch(/^At least one evaluation context is required/);
    expect((await patch(id, { tags: [] })).body.detail).toMatch(/^Keep at least one tag/);
    expect((await patch(id, { evaluation_contexts: [] })).body.detail).toMatch(
      /^Cannot remove all evaluation contexts/,
    );
    expect((await patch(id, { name: "x" })).status).toBe(200);
  });

  test("tags are changed in bulk, blank ones dropped, null refused", async () => {
    const [a, b] = [await make("a", { tags: ["x", " "] }), await make("b")];
    expect(a.tags).toEqual(["x"]);
    expect((await patch(a.id, { tags: null })).body.code).toBe("null");
    const { body } = await posthog.post("feature_flags/bulk_update_tags/", {
      ids: [a.id, b.id, 9],
      action: "add",
      tags: ["Y"],
    });
    expect(body).toEqual({
      updated: [
        { id: a.id, tags: ["x", "y"] },
        { id: b.id, tags: ["y"] },
      ],
      skipped: [{ id: 9, reason: "Not found or no edit access" }],
    });
  });
});

describe("concurrency", () => {
  test("a stale version alone is no conflict", async () => {
    const { id } = await make("a");
    await patch(id, { name: "x" });
    expect((await patch(id, { name: "y", version: 1 })).status).toBe(200);
  });

  test("with the flag as it was read, what two changed to different values is 409", async () => {
    const original = await make("a");
    const edit = (change: JsonObject) => patch(original.id, { ...change, version: 1, original_flag: original });
    await posthog.ui("PATCH", `feature_flags/${original.id}/`, { name: "theirs", tags: ["t"] });
    const { status, body } = await edit({ name: "mine" });
    expect([status, body]).toEqual([
      409,
      {
        type: "server_error",
        code: "conflict",
        detail:
          "The feature flag was updated by teammate@example.com since you started editing it. Please refresh and try again.",
        attr: null,
      },
    ]);
    expect((await edit({ name: original.name, active: false })).body).toMatchObject({ name: "theirs", active: false });
    expect((await edit({ name: "theirs" })).status).toBe(200);
  });

  test("a field that `original_flag` does not name is no conflict", async () => {
    const { id } = await make("a");
    await posthog.ui("PATCH", `feature_flags/${id}/`, { tags: ["theirs"] });
    const edit = { tags: ["mine"], name: "mine", version: 1, original_flag: { name: "" } };
    expect((await patch(id, edit)).body).toMatchObject({ tags: ["mine"], name: "mine" });
  });

  test("an approval policy answers another 409, and changes nothing", async () => {
    const { id } = await make("a");
    posthog.switches.flagApprovals = true;
    const { status, body } = await patch(id, { active: false });
    expect([status, body.status, body.resource_id]).toEqual([409, "approval_required", id]);
    expect((await read(id)).body).toMatchObject({ active: true, version: 1 });
    expect((await patch(id, { name: "x" })).status).toBe(200);
    expect((await post({ key: "b" })).status).toBe(409);
  });
});
