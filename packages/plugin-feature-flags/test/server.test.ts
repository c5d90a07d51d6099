import { lookup, ref } from "@posthog-definitions/core";
import { createWorkbench, Refused } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { featureFlag, flagIs, inCohort, notInCohort, type FeatureFlagInput } from "../src/index.js";
import { featureFlag as kind } from "../src/kind.js";
import type { FlagRow } from "../src/row.js";

const bench = createWorkbench({ kinds: [kind], env: { TOKEN: "sk_live_1" } });
const { hand, emulator } = bench;
const flag = (input: Omit<FeatureFlagInput, "key"> = {}) => featureFlag({ key: "f", ...input });
const rowOf = async (definition: ReturnType<typeof flag>) => (await bench.row(definition)) as unknown as FlagRow;
beforeEach(() => bench.reset());
afterAll(() => bench.close());

describe("conditions on other rows", () => {
  it("are sent as the ids that PostHog wants, and are no difference afterwards", async () => {
    const staff = await hand.send("POST", "cohorts/", {
      name: "Staff",
      filters: { properties: { type: "OR", values: [{ type: "person", key: "email", operator: "is_set" }] } },
    });
    const parent = featureFlag({ key: "parent", active: true, rollout: 100 });
    const child = flag({
      groups: [
        { properties: [inCohort(lookup("cohort", { name: "Staff" })), flagIs(parent)] },
        {
          properties: [
            notInCohort(lookup("cohort", { id: staff["id"] as number })),
            flagIs(ref("feature-flag", "parent"), false),
          ],
        },
      ],
    });
    await bench.apply([child, parent]);
    const row = await rowOf(child);
    const { id } = await rowOf(parent);
    expect(row.filters).toMatchObject({
      groups: [
        {
          properties: [
            { type: "cohort", key: "id", value: staff["id"] },
            { type: "flag", key: String(id), value: true },
          ],
        },
        {
          properties: [
            { operator: "not_in", value: staff["id"] },
            { key: String(id), value: false },
          ],
        },
      ],
    });
    expect((await bench.plan([child, parent])).changes).toEqual([]);
  });
});

describe("somebody's edit in between", () => {
  const wanted = flag({ name: "Why", rollout: 20 });
  /** What `apply` sends after somebody in the UI has made an edit that it does not know of. */
  const late = async (edit: object, change: object) => {
    await bench.apply([wanted]);
    const read = await rowOf(wanted);
    await hand.send("PATCH", `feature_flags/${read.id}/`, { ...edit });
    return hand.send("PATCH", `feature_flags/${read.id}/`, {
      ...change,
      tags: ["iac:feature-flags:f"],
      ...kind.api.lock!(read),
    });
  };

  it("of the same field is a conflict", async () => {
    await expect(late({ name: "Theirs" }, { name: "Ours" })).rejects.toThrow(/409.*conflict/);
    expect((await rowOf(wanted)).name).toBe("Theirs");
  });
  it("of condition sets is a conflict with one of variants", async () => {
    const groups = { groups: [{ rollout_percentage: 5 }] };
    await expect(late({ filters: groups }, { filters: { payloads: { true: "1" } } })).rejects.toBeInstanceOf(Refused);
    expect((await rowOf(wanted)).filters).toMatchObject(groups);
  });
  it("of another field is kept, and so is ours", async () => {
    await late({ filters: { groups: [{ rollout_percentage: 5 }] } }, { name: "Ours" });
    expect(await rowOf(wanted)).toMatchObject({ name: "Ours", filters: { groups: [{ rollout_percentage: 5 }] } });
  });
});

describe("evaluation contexts in an organisation without them", () => {
  it("are tried once, and are no difference for ever", async () => {
    emulator.switches.organizationFeatures = { evaluationContexts: false, earlyExit: true };
    const definition = flag({ evaluation_contexts: ["Server"] });
    await bench.run([definition]);
    const { plan } = await bench.run([definition]);
    expect(plan?.changes).toEqual([]);
    expect(plan?.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["not-supported", ["evaluation_contexts"]],
    ]);
  });
});

describe("dashboards", () => {
  it("are added; those of others stay and are no difference", async () => {
    const ids = await Promise.all(
      ["a", "b"].map(async (name) => (await hand.send("POST", "dashboards/", { name }))["id"] as number),
    );
    const linked = async (definition: ReturnType<typeof flag>) =>
      [...(await rowOf(definition)).analytics_dashboards!].sort();
    const one = flag({ analytics_dashboards: [lookup("dashboard", { name: "a" })] });
    await bench.apply([one]);
    expect(await linked(one)).toEqual([ids[0]]);
    await hand.send("PATCH", `feature_flags/${(await rowOf(one)).id}/`, { analytics_dashboards: [ids[1]!] });
    expect((await bench.plan([one])).changes).toEqual([]);
    await bench.apply([flag()]);
    expect(await linked(one)).toEqual(ids);
  });
});

describe("what the server refuses", () => {
  it("is told where the file says it", async () => {
    const definition = flag({ groups: [{ properties: [{ key: "email", operator: "regex", value: "(" }] }] });
    const { report } = await bench.run([definition]);
    expect(report?.outcomes[0]?.diagnostics[0]).toMatchObject({ code: "request-refused", path: ["groups"] });
  });
});
