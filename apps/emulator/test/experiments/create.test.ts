import { describe, expect, test } from "vitest";
import {
  detail,
  eachInItsOwn,
  flagRow,
  halves,
  hidden,
  listed,
  make,
  makeFlag,
  post,
  posthog,
  variantFilters,
} from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

describe("a new experiment", () => {
  test('"create experiment with missing parameters": a flag with two variants, and the defaults', async () => {
    const { status, body } = await post({});
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "E",
      description: "",
      type: "product",
      feature_flag_key: "f",
      status: "draft",
      start_date: null,
      archived: false,
      holdout: null,
      holdout_id: null,
      metrics: [],
      saved_metrics: [],
      saved_metrics_ids: null,
      exposure_criteria: { filterTestAccounts: true },
      stats_config: { method: "bayesian" },
      running_time_calculation: {},
      excluded_variants: null,
      only_count_matured_users: false,
      is_legacy: false,
      version: 0,
    });
    expect(await flagRow()).toMatchObject({
      name: "Feature Flag for Experiment E",
      active: false,
      ensure_experience_continuity: false,
      filters: {
        groups: [{ properties: [], rollout_percentage: 100 }],
        multivariate: {
          variants: [
            { key: "control", name: "Control Group", rollout_percentage: 50 },
            { key: "test", name: "Test Variant", rollout_percentage: 50 },
          ],
        },
        holdout: null,
      },
    });
  });

  test('"creating experiment ensure experience continuity": said, else the project\'s, else no', async () => {
    await hidden({ settings: { flags_persistence_default: true } });
    await make({ feature_flag_key: "a" });
    await make({ feature_flag_key: "b", feature_flag: { ensure_experience_continuity: false } });
    expect((await flagRow("a")).ensure_experience_continuity).toBe(true);
    expect((await flagRow("b")).ensure_experience_continuity).toBe(false);
  });

  test("links to a flag that exists, as it is, be it on, and be the experiment running", async () => {
    const flag = await makeFlag("f", variantFilters(halves, 10), { active: false });
    const started = await make({ start_date: "2026-01-01T00:00" });
    expect(started).toMatchObject({ feature_flag: { id: flag.id }, status: "paused" });
    expect(await flagRow()).toMatchObject({ version: 1, active: false, name: "" });
    // Several experiments may share one flag.
    expect((await make({ name: "Second" })).feature_flag.id).toBe(flag.id);
    expect((await flagRow()).experiment_set).toHaveLength(2);
  });

  test('"create experiment with feature flag insufficient variants"', async () => {
    const why = "Feature flag must have at least 2 variants (a baseline and at least one test variant)";
    await makeFlag("f", { groups: [{ rollout_percentage: 100 }] });
    expect(await detail(post({}))).toBe(why);
    const variants = [{ key: "only", rollout_percentage: 100 }];
    expect(
      await detail(post({ feature_flag_key: "g", feature_flag: { filters: { multivariate: { variants } } } })),
    ).toBe(why);
  });

  test('"create with existing flag and feature flag config returns 400"', async () => {
    await makeFlag("f");
    const { status, body } = await post({ feature_flag: { filters: { groups: [{ rollout_percentage: 5 }] } } });
    expect([status, body.attr]).toEqual([400, "feature_flag"]);
    expect(body.detail).toBe(
      "A feature flag with key 'f' already exists; the experiment links to it as-is, so its config cannot be set here. " +
        "Omit feature_flag to reuse the existing flag, or edit the flag directly.",
    );
    // So are the older names of the same.
    expect(await detail(post({ parameters: { rollout_percentage: 5 } }))).toContain("already exists");
  });

  test('"creating multivariate experiment without control variant": the first is the baseline, in writing', async () => {
    const variants = [
      { key: "b", rollout_percentage: 50 },
      { key: "a", rollout_percentage: 50 },
    ];
    const { stats_config } = await make({ feature_flag: { filters: { multivariate: { variants } } } });
    expect(stats_config).toMatchObject({ baseline_variant_key: "b" });
    expect((await make({ feature_flag_key: "g" })).stats_config).not.toHaveProperty("baseline_variant_key");
  });

  test('"create experiment inherits team default only count matured users", unless it says no', async () => {
    await hidden({ settings: { default_only_count_matured_users: true } });
    expect((await make()).only_count_matured_users).toBe(true);
    expect((await make({ only_count_matured_users: false })).only_count_matured_users).toBe(false);
  });

  test("with a start date runs, and so does its new flag", async () => {
    expect((await make({ start_date: "2026-01-01T10:23" })).status).toBe("running");
    expect((await flagRow()).active).toBe(true);
  });

  test("needs a name and a flag's key, which the flag's own rules judge", async () => {
    expect((await posthog.post("experiments/", { feature_flag_key: "f" })).body).toMatchObject({
      code: "required",
      attr: "name",
    });
    expect((await post({ name: null })).body).toMatchObject({ detail: "This field may not be null.", attr: "name" });
    expect((await posthog.post("experiments/", { name: "E" })).body.attr).toBe("feature_flag_key");
    expect((await post({ feature_flag_key: "a b" })).body).toMatchObject({ code: "invalid_key", attr: "key" });
    expect((await post({ description: "x".repeat(3001) })).body.code).toBe("max_length");
    // Names are not unique.
    await make();
    await make();
    expect(await listed()).toEqual(["E", "E"]);
  });
});
