import { experimentHoldout } from "@posthog-definitions/plugin-experiment-holdouts";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ExperimentInput } from "../src/index.js";
import { createBench, flag, make } from "./support.js";

const bench = createBench();
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const share = (rollout_percentage: number, key = "tenth") =>
  experimentHoldout({ key, name: key, filters: [{ rollout_percentage }] });
const tenth = share(10);
const all = (input: Partial<ExperimentInput> = {}, itsFlag = flag(), ...more: ReturnType<typeof share>[]) => [
  itsFlag,
  tenth,
  ...more,
  make({ featureFlag: itsFlag, ...input }),
];
const onFlag = async () => ((await bench.row(flag()))["filters"] as { holdout?: unknown }).holdout ?? null;
const applied = async (definitions: ReturnType<typeof all>) => {
  const sent = await bench.sent(() => bench.apply(definitions));
  expect((await bench.plan(definitions)).changes).toEqual([]);
  return sent;
};

describe("a holdout", () => {
  it("reaches the flag, which PostHog only does when the draft is updated, and is no drift there", async () => {
    const sent = await applied(all({ holdout: tenth, lifecycle: "running" }));
    expect(sent.slice(-3)).toEqual(["POST experiments/", "PATCH experiments/601/", "POST experiments/601/launch/"]);
    expect(await onFlag()).toMatchObject({ exclusion_percentage: 10 });
  });

  it("may come, change and go while the experiment is a draft", async () => {
    const half = share(50, "half");
    await applied(all());
    expect(await onFlag()).toBeNull();
    expect(await applied(all({ holdout: tenth }))).toEqual(["PATCH experiments/601/"]);
    await applied(all({ holdout: half }, flag(), half));
    expect(await onFlag()).toMatchObject({ exclusion_percentage: 50 });
    await applied(all({}, flag(), half));
    expect(await onFlag()).toBeNull();
  });

  it("is fixed by the launch: the plan says so, at its place", async () => {
    await applied(all({ lifecycle: "running" }));
    const { plan } = await bench.run(all({ lifecycle: "running", holdout: tenth }), { dry: true });
    expect(plan?.diagnostics).toMatchObject([{ code: "refused", address: "experiment.e", path: ["holdout"] }]);
    expect(plan?.diagnostics[0]?.message).toContain("when it is launched");
    expect(plan?.requests).toEqual([]);
  });

  it("is changed through the flag's rules after the flag's own changes, so that neither is a conflict", async () => {
    await applied(all());
    const few = flag({ rollout: 20, name: "Fewer" });
    const sent = await applied(all({ holdout: tenth }, few));
    expect(sent).toEqual(["PATCH feature_flags/401/", "PATCH experiments/601/"]);
    expect((await bench.row(few))["filters"]).toMatchObject({
      groups: [{ rollout_percentage: 20 }],
      holdout: { exclusion_percentage: 10 },
    });
  });

  it("that is changed itself goes into the flag, and shows up nowhere else", async () => {
    await applied(all({ holdout: tenth, lifecycle: "running" }));
    const wider = share(25);
    const definitions = [flag(), wider, make({ holdout: wider, lifecycle: "running" })];
    expect(await bench.sent(() => bench.apply(definitions))).toEqual([
      expect.stringContaining("PATCH experiment_holdouts/"),
    ]);
    expect(await onFlag()).toMatchObject({ exclusion_percentage: 25 });
    expect((await bench.plan(definitions)).changes).toEqual([]);
  });

  it("that is changed itself is written after the flag's own changes, which carry the version that was read", async () => {
    await applied(all({ holdout: tenth, lifecycle: "running" }));
    const wider = share(25);
    const few = flag({ rollout: 20 });
    const sent = await applied([wider, few, make({ featureFlag: few, holdout: wider, lifecycle: "running" })]);
    expect(sent).toEqual(["PATCH feature_flags/401/", expect.stringContaining("PATCH experiment_holdouts/")]);
    expect((await bench.row(few))["filters"]).toMatchObject({
      groups: [{ rollout_percentage: 20 }],
      holdout: { exclusion_percentage: 25 },
    });
  });

  it("wins over what the flag's own definition says of one", async () => {
    const half = share(50, "half");
    const filters = { ...variants, holdout: { id: half, exclusion_percentage: 50 } };
    const itsFlag = featureFlag({ key: "checkout", filters });
    await applied(all({ holdout: tenth }, itsFlag, half));
    expect(await onFlag()).toMatchObject({ exclusion_percentage: 10 });
  });
});

const variants = {
  groups: [{ rollout_percentage: 100 }],
  multivariate: { variants: ["control", "test"].map((key) => ({ key, rollout_percentage: 50 })) },
};

describe("a person's approval", () => {
  it("that a change of the flag needs is told, and nothing is done", async () => {
    await applied(all());
    bench.emulator.switches.flagApprovals = true;
    const { report } = await bench.run(all({ holdout: tenth }));
    bench.emulator.switches.flagApprovals = false;
    const outcome = report?.outcomes.find(({ address }) => address === "experiment.e");
    expect(outcome).toMatchObject({ status: "failed", diagnostics: [{ code: "request-refused" }] });
    expect(outcome?.diagnostics[0]?.message).toContain("requires approval");
    expect(outcome?.diagnostics[0]?.hint).toContain("approved in PostHog");
    expect(await onFlag()).toBeNull();
  });
});
