import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/index.js";
import {
  act,
  clock,
  detail,
  eachInItsOwn,
  flagRow,
  halves,
  hidden,
  listed,
  make,
  makeFlag,
  mean,
  patch,
  posthog,
  read,
  variantFilters,
} from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

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
    clock.ms += 1000;
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
