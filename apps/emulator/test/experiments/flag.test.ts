import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/index.js";
import {
  act,
  detail,
  eachInItsOwn,
  flagRow,
  halves,
  hidden,
  make,
  makeFlag,
  patch,
  post,
  posthog,
  read,
  variantFilters,
} from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

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
