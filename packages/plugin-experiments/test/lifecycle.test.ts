import { lookup, type Plan } from "@posthog-definitions/core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ExperimentInput } from "../src/index.js";
import { createBench, flag, make } from "./support.js";

const bench = createBench();
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const of = (lifecycle: ExperimentInput["lifecycle"], more: Partial<ExperimentInput> = {}) => [
  flag(),
  make({ ...(lifecycle ? { lifecycle } : {}), ...more }),
];
const row = () => bench.row(make());
const flagRow = () => bench.row(flag());
/** Applies, with what is sent; afterwards nothing is due. */
const applied = async (definitions: ReturnType<typeof of>) => {
  const sent = await bench.sent(() => bench.apply(definitions));
  expect((await bench.plan(definitions)).changes).toEqual([]);
  return sent;
};
const notes = (plan: Plan) => plan.changes.find(({ kind }) => kind === "experiment")?.notes;
const refusals = async (definitions: ReturnType<typeof of>) =>
  (await bench.run(definitions, { dry: true })).plan!.diagnostics.map(({ code, path }) => [code, path?.join(".")]);

describe("an experiment and its flag", () => {
  it("go through a whole life, and rest at every step", async () => {
    expect(await applied(of("draft"))).toEqual(["POST feature_flags/", "POST experiments/"]);
    expect((await flagRow())["active"]).toBe(false);

    expect(await applied(of("running"))).toEqual(["POST experiments/601/launch/"]);
    expect([(await row())["status"], (await flagRow())["active"]]).toEqual(["running", true]);

    expect(await applied(of("paused"))).toEqual(["POST experiments/601/pause/"]);
    expect([(await row())["status"], (await flagRow())["active"]]).toEqual(["paused", false]);

    expect(await applied(of("running"))).toEqual(["POST experiments/601/resume/"]);

    const won = { conclusion: "won", conclusionComment: "By far." } as const;
    expect(await applied(of("stopped", won))).toEqual(["POST experiments/601/end/"]);
    expect(await row()).toMatchObject({ status: "stopped", conclusion: "won", conclusion_comment: "By far." });
    expect((await flagRow())["active"]).toBe(true);

    const lost = { conclusion: "lost", conclusionComment: null } as const;
    expect(await applied(of("stopped", lost))).toEqual(["PATCH experiments/601/"]);
    expect(await row()).toMatchObject({ conclusion: "lost", conclusion_comment: null });

    expect(await applied(of("stopped", { archived: true }))).toEqual(["POST experiments/601/archive/"]);
    expect(await applied(of("stopped", { archived: false }))).toEqual(["POST experiments/601/unarchive/"]);
    await applied(of("stopped", { archived: true }));

    expect(await applied(of("draft"))).toEqual(["POST experiments/601/reset/"]);
    expect(await row()).toMatchObject({ status: "draft", archived: false, conclusion: null, start_date: null });
  });

  it.each([
    ["running", ["launch"], true],
    ["paused", ["launch", "pause"], false],
    ["stopped", ["launch", "end"], true],
  ] as const)("may begin as %s", async (state, calls, active) => {
    const [draftOfFlag, draft, ...rest] = await applied(of(state));
    expect([draftOfFlag, draft]).toEqual(["POST feature_flags/", "POST experiments/"]);
    expect(rest).toEqual(calls.map((call) => `POST experiments/601/${call}/`));
    expect([(await row())["status"], (await flagRow())["active"]]).toEqual([state, active]);
  });

  it("may begin archived, which is the last thing that is done", async () => {
    const sent = await applied(of("stopped", { archived: true, conclusion: "invalid" }));
    expect(sent.slice(2)).toEqual([
      "POST experiments/601/launch/",
      "POST experiments/601/end/",
      "POST experiments/601/archive/",
    ]);
  });

  it("ends from a pause, and resets from anywhere", async () => {
    await applied(of("paused"));
    expect(await applied(of("stopped"))).toEqual(["POST experiments/601/end/"]);
    expect((await flagRow())["active"]).toBe(false);
    await applied(of("draft"));
    await applied(of("paused"));
    expect(await applied(of("draft"))).toEqual(["POST experiments/601/reset/"]);
  });
});

describe("the plan", () => {
  it("shows the way", async () => {
    expect(notes(await bench.plan(of("paused")))).toEqual([
      "launches it, which switches its flag on",
      "pauses it, which switches its flag off",
    ]);
    await bench.apply(of("stopped"));
    const plan = await bench.plan(of("draft"));
    expect(notes(plan)?.join()).toMatch(/resets it to a draft: its dates and its conclusion are cleared/);
    expect(plan.changes[0]?.fields).toMatchObject([{ path: ["lifecycle"], before: "stopped", after: "draft" }]);
    expect(notes(await bench.plan(of("stopped", { archived: true })))?.join()).toMatch(/archives it, and its flag/);
  });

  it("refuses to go on after the end, and says what else there is", async () => {
    await bench.apply(of("stopped"));
    for (const state of ["running", "paused"] as const) {
      expect(await refusals(of(state))).toEqual([["refused", "lifecycle"]]);
      const { plan } = await bench.run(of(state), { dry: true });
      expect(plan?.diagnostics[0]?.message).toContain('`lifecycle: "draft"` first');
      expect(plan?.requests).toEqual([]);
    }
  });

  it("counts a new row of a draft as two requests for flag and experiment, and calls as one each", async () => {
    const { requests } = await bench.plan(of("running"));
    expect(requests.map(({ name }) => name)).toEqual([
      "create feature-flag.checkout",
      "create experiment.e",
      "post experiment.e lifecycle",
    ]);
  });
});

describe("a state that the file does not name", () => {
  it("is left to people, with the flag and the conclusion", async () => {
    await bench.apply(of(undefined));
    for (const call of ["launch", "pause", "resume", "end", "archive"]) {
      await bench.byHand(make(), call);
      expect((await bench.plan(of(undefined))).changes).toEqual([]);
    }
    await bench.byHand(make(), { conclusion: "won" });
    expect((await bench.plan(of(undefined))).changes).toEqual([]);
    expect((await bench.plan(of("stopped"))).changes).toEqual([]);
  });
});

describe("the flag", () => {
  const on = (lifecycle: ExperimentInput["lifecycle"], active: boolean, more: Partial<ExperimentInput> = {}) => [
    flag({ active }),
    make({ ...(lifecycle ? { lifecycle } : {}), ...more }),
  ];

  it("is active as the experiment has it, whatever its own definition says, until the end", async () => {
    await applied(on("draft", true));
    expect((await flagRow())["active"]).toBe(false);
    await applied(on("running", false));
    expect((await flagRow())["active"]).toBe(true);
    await applied(on("paused", true));
    expect((await flagRow())["active"]).toBe(false);
    await applied(on("stopped", true));
    expect((await flagRow())["active"]).toBe(true);
    const off = await applied(on("stopped", false));
    expect([off, (await flagRow())["active"]]).toEqual([["PATCH feature_flags/401/"], false]);
  });

  it("archived along with its experiment is no drift", async () => {
    await applied(on("running", false));
    await applied(on("stopped", false));
    await applied(on("stopped", false, { archived: true }));
    expect((await flagRow())["archived"]).toBe(true);
  });

  it("frozen by people is no drift, neither on the flag nor on the experiment, and keeps its stamps in edits", async () => {
    await applied(of("running"));
    await bench.byHand(make(), "freeze_exposure");
    expect((await row())["status"]).toBe("exposure_frozen");
    expect((await bench.plan(of("running"))).changes).toEqual([]);
    const wider = [flag({ rollout: 80 }), make({ lifecycle: "running" })];
    expect(await applied(wider)).toEqual(["PATCH feature_flags/401/"]);
    expect((await row())["status"]).toBe("exposure_frozen");
    await bench.byHand(make(), "pause");
    expect((await bench.plan([flag({ rollout: 80 }), make({ lifecycle: "paused" })])).changes).toEqual([]);
  });

  it("gets its own changes before the experiment goes live on it", async () => {
    await applied(of("draft"));
    const few = flag({ rollout: 5 });
    const { requests } = await bench.plan([few, make({ lifecycle: "running" })]);
    expect(requests.map(({ name, after }) => [name, after])).toEqual([
      ["update feature-flag.checkout", []],
      ["post experiment.e lifecycle", ["update feature-flag.checkout"]],
    ]);
  });

  it("that is managed elsewhere, or by nobody, is linked by its key", async () => {
    const filters = {
      groups: [{ rollout_percentage: 100 }],
      multivariate: { variants: ["a", "b"].map((key) => ({ key, rollout_percentage: 50 })) },
    };
    await bench.hand.send("POST", "feature_flags/", { key: "theirs", filters });
    const linked = make({ featureFlag: lookup("feature-flag", { key: "theirs" }) });
    await bench.apply([linked]);
    expect(await bench.row(linked)).toMatchObject({ feature_flag_key: "theirs" });
    expect((await bench.plan([linked])).changes).toEqual([]);
  });
});

describe("what an experiment keeps for good", () => {
  it("is refused at its place, with the reason", async () => {
    await bench.apply(of("draft"));
    const other = flag({ key: "other" });
    expect(await refusals([other, flag(), make({ featureFlag: other })])).toEqual([["refused", "featureFlag"]]);
    expect(await refusals(of("draft", { type: "web" }))).toEqual([["refused", "type"]]);
    const { plan } = await bench.run(of("draft", { type: "web" }), { dry: true });
    expect(plan?.diagnostics[0]?.message).toContain("would lose the results");
  });

  it("comes back as a new draft on the same flag after it was deleted", async () => {
    await applied(of("running"));
    await bench.byHand(make(), { deleted: true });
    const sent = await applied(of("running"));
    expect(sent).toEqual(["POST experiments/", "POST experiments/602/launch/"]);
  });
});
