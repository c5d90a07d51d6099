import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/index.js";
import { eachInItsOwn, everybody, make, patch, post, posthog, read, refusal, variants } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

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
