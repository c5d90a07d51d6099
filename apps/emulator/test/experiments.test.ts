import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { created, defineResource, type Json, type JsonObject } from "../src/index.js";
import { projects } from "../src/accounts/tables.js";
import { holdouts } from "../src/resources/experiment-holdouts/table.js";
import { savedMetrics } from "../src/resources/experiment-saved-metrics/table.js";
import { experiments } from "../src/resources/experiments/table.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/experiments/backend/test/test_presentation_api.py`
// and `test_experiment_service.py`).

/** Rows and settings that no route of this resource can make. */
const backdoor = defineResource({
  path: "backdoor",
  scope: "backdoor",
  create: (call) => {
    const { holdout, savedMetric, settings, legacy, unversioned } = call.data as {
      holdout?: number;
      savedMetric?: string;
      settings?: JsonObject;
      legacy?: number;
      unversioned?: number;
    };
    const of = {
      project: call.project.id,
      description: "",
      created_at: call.now,
      updated_at: call.now,
      created_by: call.user.id,
    };
    if (settings) call.table(projects).put({ ...call.project, settings });
    if (legacy)
      call
        .table(experiments)
        .put({ ...call.table(experiments).get(legacy)!, metrics: [{ kind: "ExperimentTrendsQuery", uuid: "l" }] });
    if (unversioned) call.table(experiments).put({ ...call.table(experiments).get(unversioned)!, version: null });
    if (holdout !== undefined)
      return created({
        id: call.table(holdouts).insert({
          ...of,
          name: "Holdout",
          filters: [{ properties: [], rollout_percentage: holdout, variant: "holdout-1" }],
        }).id,
      });
    if (savedMetric !== undefined)
      return created({
        id: call.table(savedMetrics).insert({
          ...of,
          name: savedMetric,
          tags: [],
          query: { ...mean(savedMetric), uuid: `uuid-of-${savedMetric}` },
        }).id,
      });
    return created({});
  },
});

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = 1_800_000_000_000;
  posthog = start({ resources: [backdoor], clock: { now: () => now } });
});
afterEach(() => posthog.close());

const mean = (event: string): JsonObject => ({
  kind: "ExperimentMetric",
  metric_type: "mean",
  source: { kind: "EventsNode", event },
});
const halves = [
  { key: "control", name: "Control", rollout_percentage: 50 },
  { key: "test", name: "Test", rollout_percentage: 50 },
];
const variantFilters = (variants: Json[], rollout_percentage = 100): JsonObject => ({
  groups: [{ properties: [], rollout_percentage }],
  multivariate: { variants },
});
const post = (body: JsonObject) => posthog.post("experiments/", { name: "E", feature_flag_key: "f", ...body });
const make = async (body: JsonObject = {}) => {
  const { status, body: row } = await post({ allow_unknown_events: true, ...body });
  expect([status, row]).toEqual([201, expect.anything()]);
  return row;
};
const makeFlag = async (key: string, filters: JsonObject = variantFilters(halves), more: JsonObject = {}) =>
  (await posthog.post("feature_flags/", { key, filters, ...more })).body;
const flagRow = async (key = "f") =>
  (await posthog.get(`feature_flags/?key=${key}`)).body.results[0] ??
  (await posthog.get(`feature_flags/?key=${key}&archived=true`)).body.results[0];
const patch = (id: number, body: JsonObject) =>
  posthog.patch(`experiments/${id}/`, { allow_unknown_events: true, ...body });
const read = async (id: number) => (await posthog.get(`experiments/${id}/`)).body;
const act = (id: number, action: string, body: JsonObject = {}) => posthog.post(`experiments/${id}/${action}/`, body);
const detail = async (answer: Promise<{ status: number; body: { detail: string } }>) => {
  const { status, body } = await answer;
  expect(status).toBe(400);
  return body.detail;
};
const listed = async (query = "") =>
  (await posthog.get(`experiments/${query}`)).body.results.map(({ name }: { name: string }) => name).sort();
const hidden = async (body: JsonObject) => (await posthog.post("backdoor/", body)).body.id as number;

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

describe("the flag's part", () => {
  test('"draft experiment doesnt have FF active even after updates"; a start date launches', async () => {
    const { id } = await make();
    await patch(id, { description: "x" });
    expect((await flagRow()).active).toBe(false);
    expect((await patch(id, { start_date: "2026-01-01T10:23" })).body.status).toBe("running");
    expect((await flagRow()).active).toBe(true);
    // An end date stops, and leaves the flag.
    expect((await patch(id, { end_date: "2026-02-01T10:23" })).body.status).toBe("stopped");
    expect((await flagRow()).active).toBe(true);
  });

  test('"updating experiment preserves release conditions"', async () => {
    await makeFlag("f", variantFilters(halves, 80));
    const { id } = await make();
    const variants = [...halves.map((v) => ({ ...v, rollout_percentage: 40 })), { key: "c", rollout_percentage: 20 }];
    await patch(id, { feature_flag: { filters: { multivariate: { variants } } } });
    const { filters } = await flagRow();
    expect(filters.groups[0].rollout_percentage).toBe(80);
    expect(filters.multivariate.variants).toHaveLength(3);
  });

  test('"parameters feature flag config is sourced from the flag", in detail and in lists', async () => {
    const { id, feature_flag } = await make({ parameters: { variant_notes: { control: "n" } } });
    const variants = [
      { key: "control", rollout_percentage: 10 },
      { key: "test", rollout_percentage: 90 },
    ];
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { filters: variantFilters(variants, 30) });
    const expected = {
      variant_notes: { control: "n" },
      rollout_percentage: 30,
      feature_flag_variants: variants.map((v) => ({ ...v, split_percent: v.rollout_percentage })),
      ensure_experience_continuity: false,
    };
    expect((await read(id)).parameters).toEqual(expected);
    expect((await posthog.get("experiments/")).body.results[0].parameters).toEqual(expected);
  });

  test('"feature flag config is not persisted into parameters", which are replaced as a whole', async () => {
    const { id } = await make({ parameters: { variant_notes: { a: 1 }, rollout_percentage: 20 } });
    expect((await flagRow()).filters.groups[0].rollout_percentage).toBe(20);
    const stored = () => (posthog.snapshot().experiments![0] as unknown as { parameters: Json }).parameters;
    expect(stored()).toEqual({ variant_notes: { a: 1 } });
    const { parameters } = await read(id);
    await patch(id, { parameters: { ...parameters, variant_notes: undefined as never, custom_exposure_filter: {} } });
    expect(stored()).toEqual({ custom_exposure_filter: {} });
    // What was echoed is no wish.
    expect((await flagRow()).version).toBe(1);
  });

  test('"echoed feature flag object is ignored", as is a "config free stub"; a null id is a wish', async () => {
    const { id, feature_flag } = await make();
    const filters = { groups: [{ properties: [], rollout_percentage: 7 }] };
    const rollout = async () => (await flagRow()).filters.groups[0].rollout_percentage;
    expect((await patch(id, { feature_flag: { ...feature_flag, filters } })).status).toBe(200);
    expect(await rollout()).toBe(100);
    await patch(id, { feature_flag: { id: null, filters } });
    expect(await rollout()).toBe(7);
    await act(id, "launch");
    expect((await patch(id, { feature_flag: { key: "f", active: true } })).status).toBe(200);
  });

  test('"partial feature flag object preserves omitted flag config"', async () => {
    const variants = [
      { key: "control", rollout_percentage: 30 },
      { key: "test", rollout_percentage: 70 },
    ];
    const { id } = await make({
      feature_flag: { filters: { multivariate: { variants }, aggregation_group_type_index: 0 } },
    });
    await patch(id, { feature_flag: { filters: { groups: [{ properties: [], rollout_percentage: 5 }] } } });
    expect((await flagRow()).filters).toMatchObject({
      groups: [{ rollout_percentage: 5 }],
      multivariate: { variants },
      aggregation_group_type_index: 0,
    });
  });

  test('"feature flag object on running experiment requires opt in", and cannot change the variants then', async () => {
    const { id } = await make();
    await act(id, "launch");
    const { version } = await flagRow();
    const filters = { groups: [{ properties: [], rollout_percentage: 5 }] };
    const { status, body } = await patch(id, { feature_flag: { filters } });
    expect([status, body.attr, body.detail]).toEqual([
      400,
      "feature_flag",
      "This experiment is running. To change its flag config, send update_feature_flag_params=true (or edit the feature flag directly).",
    ]);
    expect((await flagRow()).version).toBe(version);
    const opted = { update_feature_flag_params: true };
    expect((await patch(id, { ...opted, feature_flag: { filters } })).status).toBe(200);
    expect((await flagRow()).filters.groups[0].rollout_percentage).toBe(5);
    const others = { multivariate: { variants: [halves[0]!, { key: "other", rollout_percentage: 50 }] } };
    expect(await detail(patch(id, { ...opted, feature_flag: { filters: others } }))).toBe(
      "Can't update feature_flag_variants on Experiment",
    );
  });

  test("is strict about keys, kind about spelling, and has a limit of variants", async () => {
    const wish = (feature_flag: JsonObject) => post({ feature_flag_key: "new", feature_flag });
    const unsupported = "Unsupported key for the experiment feature_flag input.";
    expect((await wish({ filters: {}, active: true })).body).toMatchObject({ detail: unsupported, attr: "active" });
    expect((await wish({ filters: { early_exit: true } })).body).toMatchObject({
      detail: unsupported,
      attr: "filters__early_exit",
    });
    const groups = (...list: JsonObject[]) => wish({ filters: { groups: list } });
    expect((await groups({}, {})).status).toBe(400);
    expect((await groups({ properties: [{ key: "a" }] })).status).toBe(400);
    expect((await groups({ variant: "test" })).status).toBe(400);
    const of = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `v${i}`, rollout_percentage: 0 }));
    expect(await detail(wish({ filters: { multivariate: { variants: of(21) } } }))).toBe(
      "Feature flag variants must be less than 21",
    );
    const variants = [
      { key: "Control", split_percent: 20, rollout_percentage: 1 },
      { key: "test", split_percent: 80, rollout_percentage: 2 },
    ];
    await make({ feature_flag_key: "spelt", feature_flag: { filters: { multivariate: { variants } } } });
    expect((await flagRow("spelt")).filters.multivariate.variants).toEqual([
      { key: "control", rollout_percentage: 20 },
      { key: "test", rollout_percentage: 80 },
    ]);
  });

  test("stays when the experiment is deleted", async () => {
    const { id } = await make();
    await patch(id, { deleted: true });
    expect(await flagRow()).toMatchObject({ deleted: false, version: 1 });
  });

  test('"transferring holdout to another group" rewrites the flag of a draft', async () => {
    const [first, second] = [await hidden({ holdout: 10 }), await hidden({ holdout: 25 })];
    const { id, holdout } = await make({ holdout_id: first });
    expect(holdout).toMatchObject({ id: first, name: "Holdout" });
    expect((await flagRow()).filters.holdout).toEqual({ id: first, exclusion_percentage: 10 });
    expect((await patch(id, { holdout_id: second })).body.holdout_id).toBe(second);
    expect((await flagRow()).filters.holdout).toEqual({ id: second, exclusion_percentage: 25 });
    await patch(id, { holdout_id: null });
    expect((await flagRow()).filters.holdout).toBeNull();
    expect((await patch(id, { holdout_id: 999 })).body).toMatchObject({ code: "does_not_exist", attr: "holdout_id" });
  });

  test("does not get the holdout of an experiment that links to it, until that is written again", async () => {
    const holdout = await hidden({ holdout: 10 });
    await makeFlag("f");
    const { id } = await make({ holdout_id: holdout });
    expect((await flagRow()).filters).not.toHaveProperty("holdout");
    await patch(id, { holdout_id: holdout });
    expect((await flagRow()).filters.holdout).toEqual({ id: holdout, exclusion_percentage: 10 });
  });

  test("keeps its holdout once the experiment is launched", async () => {
    const holdout = await hidden({ holdout: 10 });
    await makeFlag("f");
    const { id } = await make({ holdout_id: holdout });
    await act(id, "launch");
    // The same again is no change, and reaches no flag any more.
    expect((await patch(id, { holdout_id: holdout })).status).toBe(200);
    expect((await flagRow()).filters).not.toHaveProperty("holdout");
    expect(await detail(patch(id, { holdout_id: null }))).toBe("Can't update holdout on running Experiment");
  });
});

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

describe("metrics", () => {
  test("get a uuid and a fingerprint, which changes with what results depend on", async () => {
    const row = await make({ metrics: [mean("a"), { ...mean("b"), uuid: "mine" }] });
    expect(row.metrics.map((m: JsonObject) => m.uuid)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), "mine"]);
    expect(row.primary_metrics_ordered_uuids).toEqual(row.metrics.map((m: JsonObject) => m.uuid));
    const prints = (of: { metrics: JsonObject[] }) => of.metrics.map((m) => m.fingerprint);
    const { body } = await patch(row.id, { stats_config: { method: "frequentist" } });
    expect(prints(body)).not.toEqual(prints(row));
    const renamed = await patch(row.id, { name: "Other" });
    expect(prints(renamed.body)).toEqual(prints(body));
    expect(prints((await act(row.id, "launch")).body)).not.toEqual(prints(body));
  });

  test("that collide get another uuid without a word: with one another, the other list, or a saved metric", async () => {
    const saved = await hidden({ savedMetric: "s" });
    const row = await make({
      metrics: [
        { ...mean("a"), uuid: "x" },
        { ...mean("b"), uuid: "x" },
      ],
      metrics_secondary: [
        { ...mean("c"), uuid: "x" },
        { ...mean("d"), uuid: "uuid-of-s" },
      ],
      saved_metrics_ids: [{ id: saved, metadata: { type: "primary" } }],
    });
    const uuids = [...row.metrics, ...row.metrics_secondary].map((m) => m.uuid);
    expect(uuids[0]).toBe("x");
    expect(new Set([...uuids, "uuid-of-s"]).size).toBe(5);
    const { body } = await patch(row.id, { metrics_secondary: [{ ...mean("e"), uuid: "x" }] });
    expect(body.metrics_secondary[0].uuid).not.toBe("x");
  });

  test("are judged by their schema, their actions, and by whether anybody ever sent their events", async () => {
    const wrong = async (metrics: Json) => (await post({ metrics })).body;
    expect(await wrong({})).toMatchObject({ detail: "Metrics must be a list", attr: "metrics" });
    expect((await wrong([{ kind: "X" }])).detail).toBe(
      "Invalid metric at index 0: metric kind must be 'ExperimentMetric'",
    );
    expect((await wrong([{ kind: "ExperimentTrendsQuery" }])).detail).toContain("is no longer supported");
    expect((await wrong([{ ...mean("a"), source: { kind: "EventsNode", id: 1 } }])).detail).toContain("'id'");
    const onAction = { ...mean("a"), source: { kind: "ActionsNode", id: 999 } };
    expect((await wrong([onAction])).detail).toMatch(/^Action\(s\) with ID 999 not found or deleted\./);
    expect((await post({ metrics_secondary: [onAction] })).body.attr).toBe("metrics_secondary");
    expect((await wrong([mean("b"), mean("a")])).detail).toMatch(/^Event\(s\) 'a', 'b' not found\./);
    expect((await post({ metrics: [mean("a")], allow_unknown_events: true })).status).toBe(201);
    // Whoever sends no metrics is not asked about events.
    const { id } = await make({ metrics: [mean("a")] });
    expect((await posthog.patch(`experiments/${id}/`, { name: "x" })).status).toBe(200);
    expect((await posthog.patch(`experiments/${id}/`, { metrics: [mean("b")] })).status).toBe(400);
  });

  test("are replaced as a whole, and their order of display follows", async () => {
    const row = await make({ metrics: [mean("a"), mean("b")] });
    const [, b] = row.metrics;
    const { body } = await patch(row.id, { metrics: [b, mean("c")] });
    expect(body.metrics.map((m: { source: JsonObject }) => m.source.event)).toEqual(["b", "c"]);
    expect(body.primary_metrics_ordered_uuids).toEqual(body.metrics.map((m: JsonObject) => m.uuid));
  });

  test("of actions go by the names that those have now", async () => {
    const action = (await posthog.post("actions/", { name: "Old", steps: [] })).body;
    const { id } = await make({ metrics: [{ ...mean("a"), source: { kind: "ActionsNode", id: action.id } }] });
    await posthog.patch(`actions/${action.id}/`, { name: "New" });
    expect((await read(id)).metrics[0].source.name).toBe("New");
  });
});

describe("saved metrics", () => {
  test("links are checked one by one", async () => {
    const wrong = async (saved_metrics_ids: Json) => (await post({ saved_metrics_ids })).body.detail;
    expect(await wrong({ id: 1 })).toBe('Expected a list of items but got type "dict".');
    expect(await wrong([[1]])).toBe("Saved metric must be an object");
    expect(await wrong([{}])).toBe("Saved metric must have an id");
    expect(await wrong([{ id: 1, metadata: "x" }])).toBe("Metadata must be an object");
    expect(await wrong([{ id: 1, metadata: {} }])).toBe("Metadata must have a type key");
    expect(await wrong([{ id: 1, metadata: { type: "primary" } }])).toBe(
      "Saved metric does not exist or does not belong to this project",
    );
  });

  test("a link whose saved metric stays, stays; what was said of it is replaced", async () => {
    const [a, b] = [await hidden({ savedMetric: "a" }), await hidden({ savedMetric: "b" })];
    const row = await make({ saved_metrics_ids: [{ id: a, metadata: { type: "primary", breakdowns: [] } }] });
    expect(row.saved_metrics).toMatchObject([
      { saved_metric: a, name: "a", query: { uuid: "uuid-of-a", fingerprint: expect.any(String) } },
    ]);
    expect(row.primary_metrics_ordered_uuids).toEqual(["uuid-of-a"]);
    const { body } = await patch(row.id, {
      saved_metrics_ids: [
        { id: b, metadata: { type: "secondary" } },
        { id: a, metadata: { type: "secondary" } },
      ],
    });
    expect(body.saved_metrics).toMatchObject([
      { id: row.saved_metrics[0].id, saved_metric: a, metadata: { type: "secondary" } },
      { saved_metric: b },
    ]);
    expect(body.primary_metrics_ordered_uuids).toEqual([]);
    expect((await patch(row.id, { name: "x" })).body.saved_metrics).toHaveLength(2);
    expect((await patch(row.id, { saved_metrics_ids: null })).body.saved_metrics).toEqual([]);
  });
});

describe("life", () => {
  test("launch, pause, resume, end, reset", async () => {
    const { id } = await make();
    const status = async (action: string, body?: JsonObject) => (await act(id, action, body)).body.status;
    expect(await status("launch")).toBe("running");
    expect(await read(id)).toMatchObject({ start_date: "2027-01-15T08:00:00Z", end_date: null });
    expect((await flagRow()).active).toBe(true);
    expect(await status("pause")).toBe("paused");
    expect((await flagRow()).active).toBe(false);
    expect(await status("resume")).toBe("running");
    now += 1000;
    expect(await status("end", { conclusion: "won", conclusion_comment: "c" })).toBe("stopped");
    expect(await read(id)).toMatchObject({
      end_date: "2027-01-15T08:00:01Z",
      conclusion: "won",
      conclusion_comment: "c",
    });
    // "reset experiment leaves feature flag unchanged"
    const flag = await flagRow();
    expect(await status("reset")).toBe("draft");
    expect(await read(id)).toMatchObject({
      start_date: null,
      end_date: null,
      archived: false,
      conclusion: null,
      conclusion_comment: null,
    });
    expect(await flagRow()).toMatchObject({ active: true, version: flag.version, filters: flag.filters });
  });

  test("a paused experiment ends too, and an end that says nothing of a conclusion takes it away", async () => {
    const { id } = await make({ conclusion: "won" });
    await act(id, "launch");
    await act(id, "pause");
    expect((await act(id, "end")).body).toMatchObject({ status: "stopped", conclusion: null });
    expect((await flagRow()).active).toBe(false);
  });

  test("knows what it refuses, and when", async () => {
    const { id } = await make();
    const why = (action: string) => detail(act(id, action));
    const early = "Experiment has not been launched yet.";
    for (const action of ["pause", "resume", "end", "freeze_exposure", "unfreeze_exposure"])
      expect(await why(action)).toBe(early);
    expect(await detail(act(id, "ship_variant", { variant_key: "test" }))).toBe(early);
    expect(await why("archive")).toBe("Experiment must be ended before it can be archived.");
    expect(await why("unarchive")).toBe("Experiment is not archived.");
    expect(await why("reset")).toBe("Experiment is already in draft state.");
    await act(id, "launch");
    expect(await why("launch")).toBe("Experiment has already been launched.");
    expect(await why("resume")).toBe("Experiment is not paused.");
    expect(await why("archive")).toBe("Experiment must be ended before it can be archived.");
    await act(id, "pause");
    expect(await why("pause")).toBe("Experiment is already paused.");
    await act(id, "end");
    const late = "Experiment has already ended.";
    for (const action of ["pause", "resume", "end", "freeze_exposure"]) expect(await why(action)).toBe(late);
    expect(await why("launch")).toBe("Experiment has already been launched.");
    await act(id, "archive");
    expect(await why("archive")).toBe("Experiment is already archived.");
  });

  test("no launch without a flag of two variants", async () => {
    const { id, feature_flag } = await make();
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { filters: { multivariate: null } });
    const few = "Feature flag must have at least 2 variants (a baseline and at least one test variant)";
    expect(await detail(act(id, "launch"))).toBe(few);
    expect(await detail(patch(id, { start_date: "2026-01-01T00:00" }))).toBe(few);
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { deleted: true });
    expect(await detail(act(id, "launch"))).toBe(
      "Experiment cannot be launched because its feature flag has been deleted.",
    );
  });

  test("archiving takes a flag along that is off, and one that is on where that is asked for", async () => {
    const ended = async (key: string, off: boolean) => {
      const { id } = await make({ feature_flag_key: key });
      await act(id, "launch");
      if (off) await act(id, "pause");
      await act(id, "end");
      return id as number;
    };
    const [off, on, disabled] = [await ended("off", true), await ended("on", false), await ended("disabled", false)];
    expect((await act(off, "archive")).body.archived).toBe(true);
    expect(await flagRow("off")).toMatchObject({ archived: true, active: false });
    await act(on, "archive");
    expect(await flagRow("on")).toMatchObject({ archived: false, active: true });
    await act(disabled, "archive", { disable_feature_flag: true });
    expect(await flagRow("disabled")).toMatchObject({ archived: true, active: false });
    // Only its own archiving is undone, and the flag stays off.
    expect((await act(off, "unarchive")).body.archived).toBe(false);
    expect(await flagRow("off")).toMatchObject({ archived: false, active: false });
  });

  test("archiving leaves a flag that others use, and needs the scope to disable one", async () => {
    const { id } = await make();
    await act(id, "launch");
    await act(id, "end");
    posthog.addKey({ value: "phx_narrow", scopes: ["experiment:write"] });
    const narrow = await posthog.ask(
      "POST",
      `experiments/${id}/archive/`,
      { disable_feature_flag: true },
      { key: "phx_narrow" },
    );
    expect([narrow.status, narrow.body.code]).toEqual([403, "permission_denied"]);
    expect((await read(id)).archived).toBe(false);
    await make({ name: "Other" });
    await act(id, "archive", { disable_feature_flag: true });
    expect(await flagRow()).toMatchObject({ archived: false, active: true });
  });

  test("shipping a variant gives it everything, keeps conditions, and ends what runs", async () => {
    await makeFlag("f", variantFilters(halves, 40));
    const { id } = await make();
    await act(id, "launch");
    expect(await detail(act(id, "ship_variant", { variant_key: "x" }))).toBe("Variant 'x' not found on feature flag.");
    const { body } = await act(id, "ship_variant", { variant_key: "test", conclusion: "won" });
    expect(body).toMatchObject({ status: "stopped", conclusion: "won" });
    expect((await flagRow()).filters).toMatchObject({
      groups: [{ rollout_percentage: 40 }],
      multivariate: {
        variants: [
          { key: "control", rollout_percentage: 0 },
          { key: "test", rollout_percentage: 100 },
        ],
      },
    });
    // Later, to everybody; what is not said of the conclusion stays.
    const again = await act(id, "ship_variant", { variant_key: "control", release_to_everyone: true });
    expect(again.body.conclusion).toBe("won");
    expect((await flagRow()).filters.groups).toMatchObject([{ rollout_percentage: 100 }, { rollout_percentage: 40 }]);
  });

  test("shipping that a person has to approve changes nothing", async () => {
    const { id } = await make();
    await act(id, "launch");
    posthog.switches.flagApprovals = true;
    const { status, body } = await act(id, "ship_variant", { variant_key: "test" });
    expect([status, body.status]).toEqual([409, "approval_required"]);
    expect((await read(id)).status).toBe("running");
  });

  test('"duplicate experiment": a draft on the same flag, with new uuids and a name that is free', async () => {
    const saved = await hidden({ savedMetric: "s" });
    const row = await make({
      metrics: [mean("a")],
      saved_metrics_ids: [{ id: saved, metadata: { type: "secondary" } }],
      tags: ["x"],
    });
    await act(row.id, "launch");
    const { status, body } = await act(row.id, "duplicate");
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "E (Copy)", status: "draft", start_date: null, tags: [], version: 0 });
    expect(body.feature_flag.id).toBe(row.feature_flag.id);
    expect(body.metrics[0].uuid).not.toBe(row.metrics[0].uuid);
    expect(body.saved_metrics).toMatchObject([{ saved_metric: saved, metadata: { type: "secondary" } }]);
    expect((await act(row.id, "duplicate")).body.name).toBe("E (Copy) 1");
    const named = await act(row.id, "duplicate", { name: "N", feature_flag_key: "new" });
    expect(named.body).toMatchObject({ name: "N", feature_flag_key: "new" });
    await hidden({ legacy: row.id });
    expect((await act(row.id, "duplicate")).status).toBe(400);
  });

  test('"list endpoint excludes deleted experiments", "detail endpoint returns 404", restoring works', async () => {
    const { id, feature_flag } = await make();
    expect(await posthog.ask("DELETE", `experiments/${id}/`)).toMatchObject({ status: 405, body: "" });
    expect((await patch(id, { deleted: true })).body.deleted).toBe(true);
    expect(await listed()).toEqual([]);
    expect((await posthog.get(`experiments/${id}/`)).status).toBe(404);
    expect((await patch(id, { name: "x" })).status).toBe(404);
    expect((await act(id, "launch")).status).toBe(404);
    // "restore with flag state"
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { deleted: true });
    expect(await detail(patch(id, { deleted: false }))).toBe(
      "Cannot restore experiment: the linked feature flag has been deleted. Restore the feature flag first, then restore the experiment.",
    );
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { deleted: false });
    // "restore allows payload with additional fields"
    expect((await patch(id, { deleted: false, name: "Back" })).body).toMatchObject({ deleted: false, name: "Back" });
  });
});

describe("freezing", () => {
  const NOTE = "Added automatically when the experiment exposure was frozen to stop new enrollment.";
  const running = async (key = "f") => {
    await makeFlag(key, {
      ...variantFilters(halves),
      groups: [
        { properties: [], rollout_percentage: 100 },
        { properties: [], rollout_percentage: 50, description: "Staff" },
      ],
    });
    const { id } = await make({ feature_flag_key: key });
    await act(id, "launch");
    return id as number;
  };

  test('"freeze exposure multi group flag": each set is narrowed and stamped; unfreezing restores them', async () => {
    const id = await running();
    const before = (await flagRow()).filters;
    const { body } = await act(id, "freeze_exposure");
    expect(body).toMatchObject({ status: "exposure_frozen", end_date: null, can_freeze_exposure: false });
    const { filters, version } = await flagRow();
    const cohort = (await posthog.get("cohorts/")).body.results[0];
    expect(cohort).toMatchObject({ name: 'Exposure snapshot for experiment "E"', is_static: true });
    const condition = { key: "id", type: "cohort", value: cohort.id, operator: "in" };
    expect(filters.groups).toMatchObject([
      { properties: [condition], exposure_frozen: true, exposure_frozen_cohort: cohort.id, description: NOTE },
      { properties: [condition], exposure_frozen: true, description: `${NOTE} Staff` },
    ]);
    expect(version).toBe(2);
    expect(await detail(act(id, "freeze_exposure"))).toContain("already frozen");
    expect((await act(id, "unfreeze_exposure")).body.status).toBe("running");
    expect((await flagRow()).filters).toEqual(before);
    expect((await posthog.get("cohorts/")).body.results).toEqual([]);
    expect(await detail(act(id, "unfreeze_exposure"))).toContain("not frozen");
  });

  test('"pause and resume frozen experiment": the stamps survive; "reset experiment clears freeze"', async () => {
    const id = await running();
    const { groups } = (await flagRow()).filters;
    await act(id, "freeze_exposure");
    expect((await act(id, "pause")).body.status).toBe("paused");
    expect(await detail(act(id, "freeze_exposure"))).toContain("freeze a paused");
    expect((await act(id, "resume")).body.status).toBe("exposure_frozen");
    await act(id, "end");
    expect((await flagRow()).filters.groups[0].exposure_frozen).toBe(true);
    await act(id, "reset");
    expect((await flagRow()).filters.groups).toEqual(groups);
  });

  test("is refused where it would not keep people out", async () => {
    const id = await running();
    const { feature_flag } = await read(id);
    await posthog.patch(`feature_flags/${feature_flag.id}/`, {
      filters: { holdout: { id: 1, exclusion_percentage: 5 } },
    });
    expect(await detail(act(id, "freeze_exposure"))).toContain("holdout");
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { filters: { holdout: null, feature_enrollment: true } });
    expect(await detail(act(id, "freeze_exposure"))).toContain("early access");
    const grouped = { feature_enrollment: null, aggregation_group_type_index: 0, groups: [{ rollout_percentage: 10 }] };
    await posthog.patch(`feature_flags/${feature_flag.id}/`, { filters: grouped });
    expect(await detail(act(id, "freeze_exposure"))).toContain("Group-aggregated");
    expect((await read(id)).can_freeze_exposure).toBe(false);
  });

  test('"can filter experiments by status": paused wins over frozen, "partially stamped" is running', async () => {
    const [frozen, both, partly] = [await running("frozen"), await running("both"), await running("partly")];
    for (const [id, name] of [
      [frozen, "frozen"],
      [both, "both"],
      [partly, "partly"],
    ] as const) {
      await patch(id, { name });
      await act(id, "freeze_exposure");
    }
    await act(both, "pause");
    const { id, filters } = await flagRow("partly");
    await posthog.patch(`feature_flags/${id}/`, {
      filters: { groups: [...filters.groups, { properties: [], rollout_percentage: 100 }] },
    });
    await make({ name: "draft", feature_flag_key: "d" });
    await make({
      name: "stopped",
      feature_flag_key: "s",
      start_date: "2021-12-01T10:23",
      end_date: "2021-12-10T00:00",
    });
    expect(await listed("?status=exposure_frozen")).toEqual(["frozen"]);
    expect(await listed("?status=paused")).toEqual(["both"]);
    expect(await listed("?status=running")).toEqual(["partly"]);
    expect(await listed("?status=draft")).toEqual(["draft"]);
    expect(await listed("?status=stopped")).toEqual(["stopped"]);
    expect(await listed("?status=complete")).toEqual(["stopped"]);
    expect(await listed("?status=all")).toHaveLength(5);
    expect(await listed("?status=whatever")).toHaveLength(5);
  });
});

describe("the list", () => {
  test("says nothing of how an experiment is measured", async () => {
    await make({ metrics: [mean("a")] });
    const [row] = (await posthog.get("experiments/")).body.results;
    expect(Object.keys(row).sort()).toEqual(
      (
        "archived conclusion conclusion_comment created_at created_by deleted description end_date excluded_variants " +
        "exposure_cohort feature_flag feature_flag_key holdout id is_legacy name parameters running_time_calculation " +
        "start_date status tags type updated_at user_access_level"
      ).split(" "),
    );
    expect(Object.keys(row.feature_flag).sort()).toEqual(
      (
        "active bucketing_identifier deleted ensure_experience_continuity evaluation_contexts evaluation_runtime filters " +
        "id key name team_id version"
      ).split(" "),
    );
  });

  test("hides archived ones, filters and sorts", async () => {
    const { id, feature_flag } = await make({ name: "Alpha", metrics: [mean("paid")] });
    now += 1000;
    await make({ name: "Beta", feature_flag_key: "g" });
    now += 1000;
    await make({ name: "Gone", feature_flag_key: "h", archived: true });
    const names = async (query: string) =>
      (await posthog.get(`experiments/${query}`)).body.results.map(({ name }: { name: string }) => name);
    expect(await names("")).toEqual(["Beta", "Alpha"]);
    expect(await names("?archived=true")).toEqual(["Gone"]);
    expect(await names("?order=name")).toEqual(["Alpha", "Beta"]);
    expect(await names("?search=alph")).toEqual(["Alpha"]);
    expect(await names("?event=paid")).toEqual(["Alpha"]);
    expect(await names(`?feature_flag_id=${feature_flag.id}`)).toEqual(["Alpha"]);
    expect(await names("?created_by_id=1,7")).toHaveLength(2);
    expect(await detail(posthog.get("experiments/?feature_flag_id=x"))).toBe("feature_flag_id must be an integer");
    expect(await detail(posthog.get("experiments/?order=id"))).toBe("Invalid order field: 'id'");
    await act(id, "launch");
    expect(await names("?order=-status")).toEqual(["Alpha", "Beta"]);
    expect(await names("?order=start_date")).toEqual(["Alpha", "Beta"]);
  });

  test('"create with tags persists and normalizes them", "list filters by tags", "matching ids"', async () => {
    const row = await make({ name: "A", tags: [" Growth", "growth", ""] });
    expect(row.tags).toEqual(["growth"]);
    await make({ name: "B", tags: ["growth", "old"] });
    expect((await patch(row.id, { name: "A" })).body.tags).toEqual(["growth"]);
    expect(await listed('?tags=["growth"]&excluded_tags=["old"]')).toEqual(["A"]);
    expect((await posthog.get('experiments/matching_ids/?tags=["growth"]&excluded_tags=["old"]')).body).toEqual({
      ids: [row.id],
      total: 1,
    });
    expect((await patch(row.id, { tags: [] })).body.tags).toEqual([]);
    expect((await patch(row.id, { tags: null })).status).toBe(400);
  });

  test('"bulk update tags works with personal api key"', async () => {
    const { id } = await make({ tags: ["existing"] });
    posthog.addKey({ value: "phx_narrow", scopes: ["experiment:write"] });
    const body = { ids: [id, 999999], action: "add", tags: ["added"] };
    const answer = await posthog.ask("POST", "experiments/bulk_update_tags/", body, { key: "phx_narrow" });
    expect(answer.body).toEqual({
      updated: [{ id, tags: ["added", "existing"] }],
      skipped: [{ id: 999999, reason: "Not found or no edit access" }],
    });
  });
});

describe("versions", () => {
  const events = (metrics: { source: { event: string } }[]) => metrics.map(({ source }) => source.event).sort();
  /** What a client says it has seen. */
  const seen = (row: JsonObject, scalars = false): JsonObject => ({
    metrics: row.metrics!,
    metrics_secondary: row.metrics_secondary!,
    saved_metrics_ids: (row.saved_metrics as JsonObject[]).map(({ saved_metric, metadata }) => ({
      id: saved_metric!,
      metadata: metadata!,
    })),
    ...(scalars
      ? Object.fromEntries(
          ["name", "description", "running_time_calculation", "parameters", "holdout_id", "stats_config"].map(
            (name) => [name, row[name]!],
          ),
        )
      : {}),
  });
  const stale = (row: JsonObject, body: JsonObject, scalars = false) =>
    patch(row.id as number, { ...body, version: row.version!, original_experiment: seen(row, scalars) });

  test("count every change; launching is one, pausing is none", async () => {
    const { id } = await make();
    const versions = [
      (await patch(id, { name: "x" })).body.version,
      (await act(id, "launch")).body.version,
      (await act(id, "pause")).body.version,
      (await act(id, "end")).body.version,
    ];
    expect(versions).toEqual([1, 2, 2, 3]);
  });

  test('"version without original is plain compare and swap"', async () => {
    const row = await make({ metrics: [mean("base")] });
    await patch(row.id, { metrics: [...row.metrics, mean("theirs")] });
    const { status, body } = await patch(row.id, { metrics: row.metrics, version: row.version });
    expect([status, body.current_version]).toEqual([409, 1]);
    expect(body).not.toHaveProperty("conflicting_fields");
    expect(Object.keys(body).sort()).toEqual(["current_version", "detail"]);
    expect((await patch(row.id, { name: "x", version: 1 })).body.version).toBe(2);
  });

  test('"update without version keeps last write wins", "null stored version is treated as zero"', async () => {
    const row = await make({ metrics: [mean("base")] });
    await patch(row.id, { metrics: [...row.metrics, mean("theirs")] });
    expect(events((await patch(row.id, { metrics: row.metrics })).body.metrics)).toEqual(["base"]);
    await hidden({ unversioned: row.id });
    expect((await patch(row.id, { description: "x", version: 0 })).body.version).toBe(1);
  });

  test('"stale delete merges with concurrent additions"', async () => {
    const row = await make({ metrics_secondary: [mean("1"), mean("2"), mean("3")] });
    await patch(row.id, { metrics_secondary: [...row.metrics_secondary, mean("4"), mean("5")] });
    const { status, body } = await stale(row, { metrics_secondary: row.metrics_secondary.slice(1) });
    expect([status, events(body.metrics_secondary)]).toEqual([200, ["2", "3", "4", "5"]]);
  });

  test('"same metric edited by both conflicts", "edit vs delete of same metric conflicts"', async () => {
    const row = await make({ metrics: [mean("a")] });
    const edited = (event: string) => [{ ...row.metrics[0], source: { kind: "EventsNode", event } }];
    await patch(row.id, { metrics: edited("theirs") });
    for (const metrics of [edited("mine"), []]) {
      const { status, body } = await stale(row, { metrics });
      expect([status, body.current_version, body.conflicting_metric_uuids]).toEqual([409, 1, [row.metrics[0].uuid]]);
    }
    await patch(row.id, { metrics: [] });
    expect((await stale(row, { metrics: edited("mine") })).body.conflicting_metric_uuids).toEqual([
      row.metrics[0].uuid,
    ]);
  });

  test('"launch fingerprint churn is not a phantom metric conflict"', async () => {
    const row = await make({ metrics: [mean("a")] });
    await act(row.id, "launch");
    const { status, body } = await stale(row, {
      metrics: [{ ...row.metrics[0], source: { kind: "EventsNode", event: "edited" } }],
    });
    expect([status, events(body.metrics), body.status]).toEqual([200, ["edited"], "running"]);
  });

  test('"shared metric metadata double edit conflicts", "stale shared metric removal keeps concurrently linked"', async () => {
    const [a, b] = [await hidden({ savedMetric: "a" }), await hidden({ savedMetric: "b" })];
    const link = (id: number, type: string) => ({ id, metadata: { type } });
    const row = await make({ saved_metrics_ids: [link(a, "primary")] });
    await patch(row.id, { saved_metrics_ids: [link(a, "primary"), link(b, "primary")] });
    const removed = await stale(row, { saved_metrics_ids: [] });
    expect(removed.body.saved_metrics).toMatchObject([{ saved_metric: b }]);
    const again = removed.body;
    await patch(row.id, { saved_metrics_ids: [link(b, "secondary")] });
    const { status, body } = await stale(again, {
      saved_metrics_ids: [{ id: b, metadata: { type: "primary", breakdowns: [] } }],
    });
    expect([status, body.conflicting_metric_uuids]).toEqual([409, [`saved_metric:${b}`]]);
  });

  test('"stale scalar write without base value conflicts with any concurrent change"', async () => {
    const row = await make();
    await patch(row.id, { metrics: [mean("theirs")] });
    const { status, body } = await stale(row, { description: "mine" });
    expect([status, body.conflicting_fields]).toEqual([409, ["description"]]);
    // "stale write resending unchanged scalar is not a conflict"
    expect((await stale(row, { description: "", metrics: [mean("mine")] })).status).toBe(200);
  });

  test('"stale write echoing base scalar does not revert concurrent edit", a double edit conflicts', async () => {
    const row = await make();
    await patch(row.id, { description: "theirs" });
    const echo = await stale(row, { description: "", name: "Mine" }, true);
    expect(echo.body).toMatchObject({ description: "theirs", name: "Mine" });
    const { status, body } = await stale(row, { description: "mine" }, true);
    expect([status, body.conflicting_fields]).toEqual([409, ["description"]]);
  });

  test("what the UI saves by itself is no conflict, and a change that was made already is none either", async () => {
    const row = await make({ running_time_calculation: { minimum_detectable_effect: 5, recommended_sample_size: 1 } });
    await patch(row.id, { running_time_calculation: { minimum_detectable_effect: 5, recommended_sample_size: 2 } });
    const edited = await stale(
      row,
      { running_time_calculation: { minimum_detectable_effect: 9, recommended_sample_size: 1 } },
      true,
    );
    expect(edited.body.running_time_calculation).toEqual({ minimum_detectable_effect: 9, recommended_sample_size: 2 });
    // "stale variant notes write merges on flag linked experiment"
    const notes = { ...row.parameters, variant_notes: { control: "n" } };
    expect((await stale(row, { parameters: notes }, true)).body.parameters.variant_notes).toEqual({ control: "n" });
    const { version } = await read(row.id);
    const twin = await stale(row, { parameters: notes }, true);
    expect([twin.status, twin.body.version]).toEqual([200, version]);
  });
});
