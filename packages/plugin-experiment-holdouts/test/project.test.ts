import { ref } from "@posthog-definitions/core";
import { specHash } from "@posthog-definitions/core/kind";
import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { inCohort, wherePerson } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { experimentHoldout, type ExperimentHoldoutInput } from "../src/index.js";
import { experimentHoldout as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, cohortKind, flagKind] });
beforeEach(() => {
  bench.reset();
  bench.emulator.switches.holdoutApprovals = false;
});
afterAll(() => bench.close());

const quarter = experimentHoldout({ key: "q3", name: "Third quarter", exclusion_percentage: 10 });
const but = (input: Partial<ExperimentHoldoutInput>) =>
  experimentHoldout({
    key: "q3",
    name: "Third quarter",
    ...(input.filters ? {} : { exclusion_percentage: 10 }),
    ...input,
  });
const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });

const sent = async (work: () => Promise<unknown>) => {
  const before = bench.emulator.log.writes.length;
  await work();
  return bench.emulator.log.writes
    .slice(before)
    .map(({ method, body }) => ({ method, body: body as Record<string, unknown> }));
};
/** An experiment that runs in the holdout, and what its flag says. */
const experimentIn = async (holdout: typeof quarter) => {
  const { id: holdout_id } = await bench.row(holdout);
  const made = await bench.hand.send("POST", "experiments/", {
    name: "E",
    feature_flag_key: "f",
    holdout_id: holdout_id as number,
    start_date: "2026-01-01T00:00:00Z",
  });
  const flag = String((made["feature_flag"] as { id: number }).id);
  return {
    told: async () => {
      const { version, filters } = (await bench.hand.send("GET", `feature_flags/${flag}/`)) as {
        version: number;
        filters: { holdout: unknown };
      };
      return [version, filters.holdout];
    },
    holdout: async () => (await bench.hand.send("GET", `experiments/${String(made["id"])}/`))["holdout_id"],
  };
};

describe("the row that the alpha made", () => {
  const description = `Kept out.\n\n<!-- iac:experiment-holdouts:q3 iac:hash:${specHash({ of: "another recipe" })} -->`;

  it("is paired, and is as it should be: the variant is no difference", async () => {
    const filters = [{ properties: [], rollout_percentage: 10 }];
    await bench.hand.send("POST", "experiment_holdouts/", { name: "Third quarter", description, filters });
    const alpha = experimentHoldout({ key: "q3", name: "Third quarter", description: "Kept out.", filters });
    expect((await bench.row(alpha))["filters"]).toEqual([{ ...filters[0], variant: "holdout-701" }]);
    expect(await sent(() => bench.apply([alpha]))).toEqual([]);
    expect((await bench.plan([alpha])).changes).toEqual([]);
  });

  it("is read by one request, however many there are", async () => {
    const more = ["a", "b", "c"].map((key) => experimentHoldout({ key, name: key, exclusion_percentage: 1 }));
    await bench.apply(more);
    bench.emulator.log.clear();
    await bench.plan(more);
    expect(bench.emulator.log.entries.filter(({ path }) => path.includes("experiment_holdouts"))).toHaveLength(1);
  });
});

describe("the flags of experiments in it", () => {
  it("are not written by another name or description", async () => {
    await bench.apply([quarter]);
    const experiment = await experimentIn(quarter);
    const before = await experiment.told();
    expect(before[1]).toEqual({ id: 701, exclusion_percentage: 10 });
    const requests = await sent(() => bench.apply([but({ name: "Q3", description: "Kept out." })]));
    expect(requests.map(({ method, body }) => [method, Object.keys(body).sort()])).toEqual([
      ["PATCH", ["description", "name"]],
    ]);
    expect(await experiment.told()).toEqual(before);
    await bench.apply([but({ name: "Q3", description: "Kept out." })]);
    expect(await experiment.told()).toEqual(before);
  });

  it("are written once by another share, which the plan says, with the variant that is stored", async () => {
    await bench.apply([quarter]);
    const experiment = await experimentIn(quarter);
    const [version] = await experiment.told();
    const more = but({ exclusion_percentage: 20 });
    const [change] = (await bench.plan([more])).changes;
    expect(change).toMatchObject({
      action: "update",
      fields: [{ path: ["filters", 0, "rollout_percentage"], before: 10, after: 20 }],
      notes: ["rewrites the flags of all experiments in the holdout, running ones too"],
    });
    const requests = await sent(() => bench.apply([more]));
    expect(requests.map(({ body }) => body["filters"])).toEqual([
      [{ properties: [], rollout_percentage: 20, variant: "holdout-701" }],
    ]);
    expect(await experiment.told()).toEqual([(version as number) + 1, { id: 701, exclusion_percentage: 20 }]);
  });

  it("are cleared when it goes, which the plan says too", async () => {
    await bench.apply([quarter]);
    const experiment = await experimentIn(quarter);
    const plan = await bench.plan([], { prune: true });
    expect(plan.changes).toMatchObject([
      { action: "delete", notes: [expect.stringContaining("stop keeping anybody out")] },
    ]);
    await bench.apply([], { prune: true });
    expect((await experiment.told())[1]).toBeNull();
    expect(await experiment.holdout()).toBeNull();
    expect(await bench.hand.send("GET", "experiment_holdouts/")).toMatchObject({ count: 0 });
  });
});

describe("an approval policy", () => {
  it("stops another share with PostHog's words, and lets a name through", async () => {
    await bench.apply([quarter]);
    bench.emulator.switches.holdoutApprovals = true;
    const { report } = await bench.run([but({ exclusion_percentage: 20 })]);
    const refused = report!.outcomes.flatMap(({ diagnostics }) => diagnostics);
    expect(refused.map(({ message }) => message).join()).toContain("This change requires approval.");
    expect((await bench.row(quarter))["filters"]).toMatchObject([{ rollout_percentage: 10 }]);
    await bench.apply([but({ name: "Q3" })]);
  });
});

describe("references", () => {
  const held = but({ filters: [{ properties: [inCohort(staff)], rollout_percentage: 10 }] });

  it("of conditions to cohorts are made first, and sent as ids", async () => {
    await bench.apply([held, staff]);
    const { id } = await bench.row(staff);
    expect((await bench.row(held))["filters"]).toMatchObject([{ properties: [{ type: "cohort", value: id }] }]);
    expect((await bench.plan([held, staff])).changes).toEqual([]);
  });

  it("of flags to it work by definition and by key", async () => {
    const flag = (key: string, id: typeof quarter | ReturnType<typeof ref<"experiment-holdout">>) =>
      featureFlag({ key, filters: { groups: [{}], holdout: { id, exclusion_percentage: 10 } } });
    const all = [flag("one", quarter), flag("two", ref("experiment-holdout", "q3")), quarter];
    await bench.apply(all);
    for (const one of all.slice(0, 2))
      expect((await bench.row(one))["filters"]).toMatchObject({ holdout: { id: 701, exclusion_percentage: 10 } });
    expect((await bench.plan(all)).changes).toEqual([]);
  });
});

describe("what PostHog keeps in the sets", () => {
  it("stays with its set when others come and go", async () => {
    const sets = (...shares: number[]) =>
      but({ filters: shares.map((rollout_percentage) => ({ rollout_percentage })) });
    await bench.apply([sets(10, 20)]);
    const noted = ((await bench.row(quarter))["filters"] as object[]).map((set, i) => ({ ...set, note: i }));
    await bench.hand.send("PATCH", "experiment_holdouts/701/", { filters: noted as never });
    expect((await bench.plan([sets(10, 20)])).changes).toEqual([]);
    await bench.apply([sets(5, 10, 20)]);
    const notes = async () => ((await bench.row(quarter))["filters"] as { note?: number }[]).map(({ note }) => note);
    expect(await notes()).toEqual([undefined, 0, 1]);
    await bench.apply([sets(20)]);
    expect(await notes()).toEqual([1]);
  });
});
