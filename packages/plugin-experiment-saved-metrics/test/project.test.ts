import { adopt, lookup } from "@posthog-definitions/core";
import { action } from "@posthog-definitions/plugin-actions";
import { action as actionKind } from "@posthog-definitions/plugin-actions/kind";
import { event, funnelMetric, meanMetric } from "@posthog-definitions/queries";
import { defineResource, type JsonObject } from "@posthog-definitions/emulator";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { experimentSavedMetric } from "../src/index.js";
import { experimentSavedMetric as kind } from "../src/kind.js";

const path = "experiment_saved_metrics/";

/** Makes old rows, which no route makes any more. */
const seeds = defineResource({
  path: "seeds",
  scope: "project",
  create: (call) => {
    const row = { project: 1, tags: [], created_at: call.now, created_by: call.user.id, updated_at: call.now };
    const table = { name: "experiment_saved_metrics", ids: "integer", firstId: 651, indexes: ["project"] } as const;
    const made = call.table(table).insert({ ...row, ...call.data } as never);
    return { status: 201, body: { ...(made as unknown as JsonObject) } };
  },
});
const bench = createWorkbench({ kinds: [kind, actionKind], resources: [seeds] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const invoicePaid = action({ key: "invoice-paid", name: "Invoice paid", steps: [{ event: "invoice paid" }] });
const revenue = experimentSavedMetric({
  key: "revenue",
  name: "Revenue per user",
  description: "What people pay.",
  query: meanMetric({ source: event("order paid", { math: "sum", math_property: "total" }), goal: "increase" }),
});
const checkout = experimentSavedMetric({
  key: "checkout",
  name: "Checkout",
  query: funnelMetric({ series: ["cart opened", { action: invoicePaid }] }),
});
const sent = async (work: () => Promise<unknown>) => {
  const before = bench.emulator.log.writes.length;
  await work();
  return bench.emulator.log.writes.slice(before).map(({ method, body }) => ({ method, body }));
};
const queryOf = async (definition: typeof revenue) => (await bench.row(definition))["query"] as JsonObject;

describe("saved metrics", () => {
  it("are made in one request each, after the actions that they count, and read in one", async () => {
    const writes = await sent(() => bench.apply([checkout, revenue, invoicePaid]));
    expect(writes.map(({ method }) => method)).toEqual(["POST", "POST", "POST"]);
    const { id } = await bench.row(invoicePaid);
    expect(await queryOf(checkout)).toMatchObject({
      series: [{ event: "cart opened" }, { kind: "ActionsNode", id, name: "Invoice paid" }],
    });
    bench.emulator.log.clear();
    expect((await bench.plan([checkout, revenue, invoicePaid])).changes).toEqual([]);
    const reads = bench.emulator.log.entries.filter((each) => each.path.includes("experiment_saved_metrics"));
    expect(reads).toHaveLength(1);
  });

  it("are no difference when an action that they count is renamed", async () => {
    await bench.apply([checkout, invoicePaid]);
    const renamed = action({ ...invoicePaid.spec, name: "Invoice settled" });
    const again = experimentSavedMetric({
      ...checkout.spec,
      query: funnelMetric({ series: ["cart opened", { action: renamed }] }),
    });
    const writes = await sent(() => bench.apply([again, renamed]));
    expect(writes).toHaveLength(1);
    expect(JSON.stringify(await queryOf(again))).toContain("Invoice settled");
    expect((await bench.plan([again, renamed])).changes).toEqual([]);
  });

  it("keep their uuid, and what the query does not say is not sent", async () => {
    await bench.apply([revenue]);
    const { uuid } = await queryOf(revenue);
    const edited = experimentSavedMetric({
      ...revenue.spec,
      query: meanMetric({ source: "order paid", goal: "decrease" }),
    });
    const [write] = await sent(() => bench.apply([edited]));
    expect(write?.body).toMatchObject({ query: { uuid, goal: "decrease" } });
    expect(Object.keys(write?.body as object).sort()).toEqual(["description", "query"]);
    expect(await queryOf(edited)).toEqual({
      kind: "ExperimentMetric",
      metric_type: "mean",
      goal: "decrease",
      source: { kind: "EventsNode", event: "order paid" },
      uuid,
    });
    const renamed = experimentSavedMetric({ ...edited.spec, name: "Orders" });
    expect((await sent(() => bench.apply([renamed]))).map(({ body }) => Object.keys(body as object).sort())).toEqual([
      ["description", "name"],
    ]);
  });

  it("count actions that nobody manages, by their name", async () => {
    const theirs = await bench.hand.send("POST", "actions/", { name: "Theirs", steps: [] });
    const metric = experimentSavedMetric({
      key: "theirs",
      name: "Theirs",
      query: meanMetric({ source: { action: lookup("action", { name: "Theirs" }) } }),
    });
    await bench.apply([metric]);
    expect(await queryOf(metric)).toMatchObject({ source: { id: theirs["id"] } });
    expect((await bench.plan([metric])).changes).toEqual([]);
  });

  it("tell a refusal of PostHog in its words", async () => {
    const metric = experimentSavedMetric({ key: "gone", name: "Gone", query: meanMetric({ source: { action: 99 } }) });
    const { report } = await bench.run([metric]);
    expect(report?.outcomes.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message)).join()).toContain(
      "Action(s) with ID 99 not found or deleted.",
    );
  });
});

describe("a name", () => {
  it("that somebody else's metric has, in another case, stops the plan, which says how to take it over", async () => {
    const query = { kind: "ExperimentMetric", metric_type: "mean", source: { kind: "EventsNode", event: "a" } };
    const theirs = await bench.hand.send("POST", path, { name: "REVENUE per user", query });
    const { plan } = await bench.run([revenue], { dry: true });
    const id = theirs["id"] as number;
    expect(plan?.diagnostics.map(({ code, hint }) => `${code} ${hint ?? ""}`).join()).toContain(
      `adopt("experiment-saved-metric.revenue", ${id})`,
    );
    const { uuid } = theirs["query"] as JsonObject;
    await bench.apply([revenue, adopt("experiment-saved-metric.revenue", id)]);
    expect(await bench.row(revenue)).toMatchObject({ id, query: { uuid } });
  });
});

describe("a row of the alpha", () => {
  it("pairs with its definition, and is no difference", async () => {
    const description = "What people pay.\n\n<!-- iac:experiment-saved-metrics:revenue iac:hash:0123456789abcdef -->";
    const source = { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total" };
    const query = { kind: "ExperimentMetric", metric_type: "mean", goal: "increase", source };
    await bench.hand.send("POST", path, { name: "Revenue per user", description, query });
    expect((await bench.plan([revenue])).changes).toEqual([]);
    expect(await sent(() => bench.apply([revenue]))).toEqual([]);
  });
});

describe("what a newer PostHog adds to a metric", () => {
  it("is no difference, and goes along with an edit", async () => {
    const source = { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total" };
    const query = { kind: "ExperimentMetric", metric_type: "mean", goal: "increase", source, uuid: "u", tomorrow: [1] };
    const description = "What people pay.\n\n<!-- iac:experiment-saved-metrics:revenue iac:hash:0123456789abcdef -->";
    await bench.hand.send("POST", "seeds/", { name: "Revenue per user", description, query });
    expect((await bench.plan([revenue])).changes).toEqual([]);
    const edited = experimentSavedMetric({
      ...revenue.spec,
      query: { ...revenue.spec.query, goal: "decrease" } as never,
    });
    const { changes, requests } = await bench.plan([edited]);
    expect(changes[0]?.fields).toEqual([{ path: ["query", "goal"], before: "increase", after: "decrease" }]);
    expect(requests[0]?.body).toMatchObject({ query: { goal: "decrease", uuid: "u", tomorrow: [1] } });
  });
});

describe("a row of the old form", () => {
  it("is left as it is, with a warning: PostHog changes none of them", async () => {
    const query = { kind: "ExperimentTrendsQuery", count_query: { kind: "TrendsQuery", series: [] } };
    const description = "<!-- iac:experiment-saved-metrics:revenue iac:hash:0123456789abcdef -->";
    await bench.hand.send("POST", "seeds/", { name: "Old", description, query });
    const { plan } = await bench.run([revenue]);
    expect(plan?.changes).toEqual([]);
    expect(plan?.diagnostics).toMatchObject([
      { severity: "warning", path: ["query"], message: expect.stringContaining("ExperimentTrendsQuery") as string },
    ]);
    expect(await bench.row(revenue)).toMatchObject({ name: "Old", query });
  });
});
