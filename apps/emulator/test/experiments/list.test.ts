import { describe, expect, test } from "vitest";
import { act, clock, detail, eachInItsOwn, listed, make, mean, patch, posthog } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

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
    clock.ms += 1000;
    await make({ name: "Beta", feature_flag_key: "g" });
    clock.ms += 1000;
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
