import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/index.js";
import { detail, eachInItsOwn, hidden, make, patch, post, posthog, read } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

describe("updates", () => {
  test('"invalid update": the flag and the type are for good, even where the same is said of the type', async () => {
    const { id } = await make();
    expect(await detail(patch(id, { feature_flag_key: "other" }))).toBe(
      "Can't update keys: get_feature_flag_key on Experiment",
    );
    expect((await patch(id, { feature_flag_key: "f" })).status).toBe(200);
    expect(await detail(patch(id, { type: "product" }))).toBe("Can't update keys: type on Experiment");
  });

  test('"experiment date validation"', async () => {
    const [a, b] = ["2026-01-01T00:00", "2026-01-02T00:00"];
    const why = "End date must be after start date";
    expect(await detail(post({ start_date: a, end_date: a }))).toBe(why);
    expect(await detail(post({ start_date: b, end_date: a }))).toBe(why);
    expect(await make({ end_date: a })).toMatchObject({ status: "draft", end_date: "2026-01-01T00:00:00Z" });
    expect((await make({ start_date: a, end_date: b })).status).toBe("stopped");
  });

  test('"adding behavioral cohort filter to experiment fails", as any filter for all metrics does', async () => {
    const { id } = await make();
    const filters = { properties: [{ key: "id", type: "cohort", value: 1 }] };
    expect(await detail(patch(id, { filters }))).toBe("Experiments do not support global filter properties");
    expect((await patch(id, { filters: { properties: [] } })).status).toBe(200);
  });

  test('"update experiment repository validates and normalizes"', async () => {
    const { id } = await make();
    expect((await patch(id, { repository: "not-a-repo" })).body.attr).toBe("repository");
    expect((await patch(id, { repository: "Acme/Web" })).body.repository).toBe("acme/web");
    expect((await patch(id, { repository: null })).body.repository).toBeNull();
  });

  test("statistics and exclusions are judged by the flag's variants", async () => {
    const { id } = await make();
    const why = (body: JsonObject) => detail(patch(id, body));
    expect(await why({ stats_config: { method: "x" } })).toBe(
      "Invalid stats method: 'x'. Must be one of: bayesian, frequentist",
    );
    expect(await why({ stats_config: { baseline_variant_key: "x" } })).toBe(
      "Invalid baseline_variant_key: 'x'. Must be one of: control, test",
    );
    expect(await why({ excluded_variants: ["control"] })).toBe("baseline variant cannot be excluded ('control')");
    expect(await why({ excluded_variants: ["holdout-1"] })).toBe(
      "cannot exclude holdout pseudo-variants: ['holdout-1']",
    );
    expect(await why({ excluded_variants: ["x"] })).toBe("unknown variants for this experiment: ['x']");
    expect(await why({ excluded_variants: ["test"] })).toBe("at least one test variant must remain in analysis");
    expect(await why({ running_time_calculation: { x: 1 } })).toBe("running_time_calculation got unknown keys: ['x']");
    expect(await why({ running_time_calculation: { minimum_detectable_effect: "5" } })).toBe(
      "minimum_detectable_effect must be a number",
    );
    const stats_config = { method: "frequentist", frequentist: { alpha: 0.1 } };
    expect((await patch(id, { stats_config })).body.stats_config).toEqual(stats_config);
  });

  test("project defaults of statistics fill a new experiment, and no update", async () => {
    await hidden({
      settings: { default_experiment_stats_method: "frequentist", default_experiment_confidence_level: 0.9 },
    });
    const { id, stats_config } = await make({ stats_config: { bayesian: { ci_level: 0.8 } } });
    expect(stats_config).toMatchObject({ method: "frequentist", bayesian: { ci_level: 0.8 }, frequentist: {} });
    expect((await patch(id, { stats_config: {} })).body.stats_config).toEqual({});
  });

  test("exposure criteria have a form, and a default that only a new experiment gets", async () => {
    const { id } = await make();
    const wrong = async (exposure_criteria: Json) => (await patch(id, { exposure_criteria })).body;
    expect((await wrong([])).attr).toBe("exposure_criteria");
    expect((await wrong({ filterTestAccounts: "yes" })).detail).toContain("must be a boolean, got str: 'yes'");
    expect((await wrong({ exposure_config: null })).detail).toContain("must be an object, got NoneType");
    expect((await wrong({ exposure_config: { kind: "X" } })).detail).toContain("kind must be one of");
    expect((await wrong({ exposure_config: { event: "x" } })).detail).toContain("'properties'");
    const exposure_config = { event: "x", properties: [] };
    expect((await patch(id, { exposure_criteria: { exposure_config } })).body.exposure_criteria).toEqual({
      exposure_config,
    });
  });

  test("a legacy experiment takes next to nothing", async () => {
    const { id } = await make();
    await hidden({ legacy: id });
    expect((await read(id)).is_legacy).toBe(true);
    expect(await detail(patch(id, { metrics: [], excluded_variants: null }))).toBe(
      "This experiment uses legacy metric formats and can only have its name, description, or end_date updated. " +
        "Cannot update: excluded_variants, metrics",
    );
    expect((await patch(id, { name: "New", description: "d" })).status).toBe(200);
  });

  test("PUT wants what is required, and takes the default of what is not there", async () => {
    const { id } = await make({ archived: true });
    expect((await posthog.ask("PUT", `experiments/${id}/`, { name: "x" })).body.attr).toBe("feature_flag_key");
    const put = await posthog.ask("PUT", `experiments/${id}/`, { name: "x", feature_flag_key: "f" });
    expect(put.body).toMatchObject({ name: "x", archived: false });
  });
});
