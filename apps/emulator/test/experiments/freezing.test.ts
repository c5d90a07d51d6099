import { describe, expect, test } from "vitest";
import {
  act,
  detail,
  eachInItsOwn,
  flagRow,
  halves,
  listed,
  make,
  makeFlag,
  patch,
  posthog,
  read,
  variantFilters,
} from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

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
