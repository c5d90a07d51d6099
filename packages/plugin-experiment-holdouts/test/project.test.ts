import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { defineResource, type JsonObject } from "@posthog-definitions/emulator";
import { inCohort, wherePerson } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { experimentHoldout } from "../src/index.js";
import { experimentHoldout as kind } from "../src/kind.js";

/** Experiments, whose own kind is not needed here. */
const seeds = defineResource({
  path: "seeds",
  scope: "project",
  create: (call) => {
    const row = { project: 1, name: "E", start_date: call.now, end_date: null, deleted: false };
    const table = { name: "experiments", ids: "integer", firstId: 601, indexes: ["project", "feature_flag"] } as const;
    const made = call.table(table).insert({ ...row, ...call.data } as never);
    return { status: 201, body: { ...(made as unknown as JsonObject) } };
  },
});
const bench = createWorkbench({ kinds: [kind, cohortKind, flagKind], resources: [seeds] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const holdout = experimentHoldout({
  key: "ten-percent",
  name: "Ten percent",
  description: "Nobody of these.",
  filters: [{ rollout_percentage: 10 }],
});
const sent = async (work: () => Promise<unknown>) => {
  const before = bench.emulator.log.writes.length;
  await work();
  return bench.emulator.log.writes.slice(before).map(({ method, body }) => ({ method, body: body as JsonObject }));
};

/** The flag of a running experiment that is in the holdout. */
async function runningFlag(): Promise<{ version(): Promise<unknown>; holdout(): Promise<unknown> }> {
  await bench.apply([holdout]);
  const filters = { groups: [{ properties: [], rollout_percentage: 100 }] };
  const flag = await bench.hand.send("POST", "feature_flags/", { key: "a", filters });
  const { id } = await bench.row(holdout);
  await bench.hand.send("POST", "seeds/", { feature_flag: flag["id"], holdout: id });
  const read = () => bench.hand.send("GET", `feature_flags/${String(flag["id"])}/`);
  return {
    version: async () => (await read())["version"],
    holdout: async () => ((await read())["filters"] as JsonObject)["holdout"],
  };
}

describe("flags of experiments that run", () => {
  it("are not written by an apply that changes nothing, nor by another name or description", async () => {
    const flag = await runningFlag();
    expect(await sent(() => bench.apply([holdout]))).toEqual([]);
    const renamed = experimentHoldout({ ...holdout.spec, name: "Held out" });
    expect((await sent(() => bench.apply([renamed]))).map(({ body }) => Object.keys(body).sort())).toEqual([
      ["description", "name"],
    ]);
    const described = experimentHoldout({ ...renamed.spec, description: "Others." });
    expect((await sent(() => bench.apply([described]))).map(({ body }) => Object.keys(body))).toEqual([
      ["description"],
    ]);
    expect(await flag.version()).toBe(1);
  });

  it("are written once by another percentage, which is sent with the stored variant", async () => {
    const flag = await runningFlag();
    const { id } = await bench.row(holdout);
    const twenty = experimentHoldout({ ...holdout.spec, filters: [{ rollout_percentage: 20 }] });
    const [write] = await sent(() => bench.apply([twenty]));
    expect(write?.body["filters"]).toEqual([
      { variant: `holdout-${String(id)}`, properties: [], rollout_percentage: 20 },
    ]);
    expect(await flag.version()).toBe(2);
    expect(await flag.holdout()).toEqual({ id, exclusion_percentage: 20 });
    await bench.apply([twenty]);
    expect(await flag.version()).toBe(2);
  });

  it("are written by a drift that is put back", async () => {
    const flag = await runningFlag();
    const row = await bench.row(holdout);
    await bench.hand.send("PATCH", `experiment_holdouts/${String(row["id"])}/`, {
      filters: [{ properties: [], rollout_percentage: 50 }],
    });
    expect((await bench.plan([holdout])).changes[0]).toMatchObject({
      origin: "drift",
      fields: [{ path: ["filters", 0, "rollout_percentage"], before: 50, after: 10 }],
    });
    await bench.apply([holdout]);
    expect(await flag.version()).toBe(3);
    expect((await bench.row(holdout))["filters"]).toEqual(row["filters"]);
  });
});

describe("a holdout, by reference", () => {
  it("names cohorts, and is named by flags, in one run", async () => {
    const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@a.com" } }) });
    const ofStaff = experimentHoldout({
      ...holdout.spec,
      filters: [{ rollout_percentage: 10, properties: [inCohort(staff)] }],
    });
    const flag = featureFlag({
      key: "beta",
      filters: { groups: [{}], holdout: { id: ofStaff, exclusion_percentage: 10 } },
    });
    const all = [flag, ofStaff, staff];
    await bench.apply(all);
    const { id } = await bench.row(ofStaff);
    expect((await bench.row(ofStaff))["filters"]).toMatchObject([
      { properties: [{ type: "cohort", value: (await bench.row(staff))["id"] }] },
    ]);
    expect((await bench.row(flag))["filters"]).toMatchObject({ holdout: { id, exclusion_percentage: 10 } });
    expect((await bench.plan(all)).changes).toEqual([]);
  });
});

describe("a row of the alpha", () => {
  it("pairs with its definition, and is no difference", async () => {
    const description = "Nobody of these.\n\n<!-- iac:experiment-holdouts:ten-percent iac:hash:0123456789abcdef -->";
    const filters = [{ properties: [], rollout_percentage: 10 }];
    await bench.hand.send("POST", "experiment_holdouts/", { name: "Ten percent", description, filters });
    expect((await bench.plan([holdout])).changes).toEqual([]);
    expect(await sent(() => bench.apply([holdout]))).toEqual([]);
  });
});

describe("requests", () => {
  it("are one to make it, and one to read all", async () => {
    expect((await sent(() => bench.apply([holdout]))).map(({ method }) => method)).toEqual(["POST"]);
    bench.emulator.log.clear();
    await bench.plan([holdout]);
    expect(bench.emulator.log.entries.filter(({ path }) => path.includes("experiment_holdouts"))).toHaveLength(1);
  });
});
