import { cohort, did } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { funnels, inCohort, trends } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { action } from "../src/index.js";
import { action as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, cohortKind, insightKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const checkoutCompleted = action({
  key: "checkout-completed",
  name: "Checkout completed",
  steps: [{ event: "order placed" }, { event: "$pageview", url: "/thank-you" }],
});
const sent = async (work: () => Promise<unknown>) => {
  const before = bench.emulator.log.writes.length;
  await work();
  return bench.emulator.log.writes.slice(before).map(({ method, path, body }) => ({ method, path, body }));
};

describe("an action, by reference", () => {
  const orders = insight({
    key: "orders",
    name: "Orders",
    query: trends({ series: [{ action: checkoutCompleted, math: "dau" }] }),
  });
  const conversion = insight({
    key: "conversion",
    name: "Conversion",
    query: funnels({ series: [{ event: "$pageview" }, { action: checkoutCompleted }] }),
  });
  const buyers = cohort({ key: "buyers", name: "Buyers", criteria: did(checkoutCompleted, { within: "30 days" }) });
  const byStaff = action({
    key: "by-buyers",
    name: "Sign-in by buyers",
    steps: [{ event: "signed in", properties: [inCohort(buyers)] }],
  });
  const all = [byStaff, orders, conversion, buyers, checkoutCompleted];

  it("is a series of insights and a condition of cohorts, which are conditions of actions, in one run", async () => {
    await bench.apply(all);
    const { id } = await bench.row(checkoutCompleted);
    const queryOf = async (definition: typeof orders) => (await bench.row(definition))["query"];
    expect(await queryOf(orders)).toMatchObject({ source: { series: [{ kind: "ActionsNode", id, math: "dau" }] } });
    expect(await queryOf(conversion)).toMatchObject({ source: { series: [{}, { kind: "ActionsNode", id }] } });
    expect((await bench.row(buyers))["filters"]).toMatchObject({
      properties: { values: [{ values: [{ type: "behavioral", event_type: "actions", key: id }] }] },
    });
    expect((await bench.row(byStaff))["steps"]).toMatchObject([
      { properties: [{ type: "cohort", value: (await bench.row(buyers))["id"] }] },
    ]);
    expect((await bench.plan(all)).changes).toEqual([]);
    expect(await bench.hand.send("GET", `actions/${String(id)}/references/`)).toHaveLength(3);
  });
});

describe("being pinned", () => {
  const pinned = (pinned_at?: boolean | string | null) =>
    action({ ...checkoutCompleted.spec, ...(pinned_at === undefined ? {} : { pinned_at }) });
  const date = async () => (await bench.row(checkoutCompleted))["pinned_at"];

  it("takes PostHog's time, and another date is no difference", async () => {
    await bench.apply([pinned("2019-05-05T00:00:00Z")]);
    expect(String(await date())).not.toMatch(/^20(19|20)-/);
    expect(await sent(() => bench.apply([pinned(true)]))).toEqual([]);
    await bench.apply([pinned(false)]);
    expect(await date()).toBeNull();
  });

  it("is left to people where the file says nothing", async () => {
    await bench.apply([pinned()]);
    const { id } = await bench.row(checkoutCompleted);
    await bench.hand.send("PATCH", `actions/${String(id)}/`, { pinned_at: "2026-01-01T00:00:00Z" });
    expect(await sent(() => bench.apply([pinned()]))).toEqual([]);
    expect(await date()).not.toBeNull();
  });
});

describe("a name", () => {
  it("that somebody else's action has stops the plan, which says how to take it over", async () => {
    const theirs = await bench.hand.send("POST", "actions/", { name: "Checkout completed" });
    const { plan } = await bench.run([checkoutCompleted], { dry: true });
    expect(plan?.diagnostics.map(({ message, hint }) => `${message} ${hint ?? ""}`).join()).toContain(
      `adopt("action.checkout-completed", ${String(theirs["id"])})`,
    );
  });

  it("of a deleted action is free", async () => {
    await bench.apply([checkoutCompleted]);
    await bench.hand.remove(kind, await bench.row(checkoutCompleted));
    await bench.apply([checkoutCompleted]);
    expect((await bench.plan([checkoutCompleted])).changes).toEqual([]);
  });
});

describe("reading", () => {
  it("takes one request without a limit, which would cut the list off silently", async () => {
    await bench.apply([checkoutCompleted]);
    bench.emulator.log.clear();
    await bench.plan([checkoutCompleted]);
    const reads = bench.emulator.log.entries.filter(({ path }) => path.endsWith("/actions/"));
    expect(reads.map(({ query }) => query)).toEqual([{}]);
  });
});
