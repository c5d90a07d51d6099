import type { Definition } from "@posthog-definitions/core";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { hogql, trends } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { endpoint, type EndpointInput } from "../src/index.js";
import { endpoint as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, insightKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const sql = hogql("select count() from events");
const orders = (more: Partial<EndpointInput> = {}): Definition =>
  endpoint({ key: "orders", name: "orders", query: sql, ...more });
const sent = async (work: () => Promise<unknown>) => {
  const before = bench.emulator.log.writes.length;
  await work();
  return bench.emulator.log.writes
    .slice(before)
    .map(({ method, path, body }) => ({ method, path: path.replace("/api/projects/1/", ""), body }));
};
const row = () => bench.row(orders());
const mark = /\n\n<!-- iac:endpoints:orders iac:hash:[0-9a-f]{16} -->$/;

describe("a row that the alpha made", () => {
  it("is known by its mark, in the same form", async () => {
    await bench.hand.send("POST", "endpoints/", {
      name: "orders",
      query: { kind: "HogQLQuery", query: "select count() from events" },
      description: "Orders\n\n<!-- iac:endpoints:orders iac:hash:0123456789abcdef -->",
    });
    expect((await bench.plan([orders({ description: "Orders" })])).changes).toEqual([]);
    await bench.apply([orders({ description: "All orders" })]);
    expect((await row())["description"]).toMatch(/^All orders\n\n<!-- iac:endpoints:orders/);
  });
});

describe("writing", () => {
  it("goes to the name, with what differs, and makes no version unless the query does", async () => {
    const query = trends({ series: [{ event: "order placed" }] });
    await bench.apply([orders({ query })]);
    const update = await sent(() =>
      bench.apply([orders({ query, description: "Orders", data_freshness_seconds: 900 })]),
    );
    expect(update).toEqual([
      {
        method: "PATCH",
        path: "endpoints/orders/",
        body: { description: expect.stringMatching(mark), data_freshness_seconds: 900 },
      },
    ]);
    // A default that is said, and keys in another order, are no other query.
    const same = trends({
      interval: "day",
      filterTestAccounts: false,
      series: [{ event: "order placed", math: "total" }],
    });
    expect(
      await sent(() => bench.apply([orders({ query: same, description: "Orders", data_freshness_seconds: 900 })])),
    ).toEqual([]);
    expect(await row()).toMatchObject({ current_version: 1 });
    await bench.apply([orders({ query: trends({ series: [{ event: "order paid" }] }) })]);
    expect(await row()).toMatchObject({ current_version: 2, versions_count: 2, data_freshness_seconds: 86400 });
    expect((await bench.plan([orders({ query: trends({ series: [{ event: "order paid" }] }) })])).changes).toEqual([]);
  });

  it("reads all endpoints with one request", async () => {
    const many = Array.from({ length: 12 }, (_, i) => endpoint({ key: `e${i}`, name: `e${i}`, query: sql }));
    await bench.apply(many);
    bench.emulator.log.clear();
    await bench.plan(many);
    expect(bench.emulator.log.entries).toHaveLength(1);
  });
});

describe("a new name", () => {
  it("makes a new endpoint, and the plan says why", async () => {
    await bench.apply([orders()]);
    const before = (await row())["id"];
    const renamed = orders({ name: "all-orders" });
    const plan = await bench.plan([renamed]);
    expect(plan.changes).toMatchObject([{ action: "replace", fields: [{ path: ["name"] }] }]);
    expect(plan.changes[0]!.notes.join(" ")).toMatch(/PostHog renames no endpoint.*its name is free/);
    const requests = await sent(() => bench.apply([renamed]));
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "DELETE endpoints/orders/",
      "POST endpoints/",
    ]);
    expect(await row()).toMatchObject({ name: "all-orders", current_version: 1 });
    expect((await row())["id"]).not.toBe(before);
  });

  it("that somebody else's endpoint has stops the plan, which says how to take it over", async () => {
    const { id } = await bench.hand.send("POST", "endpoints/", { name: "orders", query: sql });
    const { plan } = await bench.run([orders()], { dry: true });
    expect(plan?.diagnostics.map(({ hint }) => hint).join()).toContain(`adopt("endpoint.orders", "${String(id)}")`);
  });
});

describe("materialisation", () => {
  it("comes after the creation, with its buckets", async () => {
    const requests = await sent(() =>
      bench.apply([orders({ is_materialized: true, bucket_overrides: { timestamp: "hour" } })]),
    );
    expect(requests.map(({ method, body }) => [method, "is_materialized" in (body as object)])).toEqual([
      ["POST", false],
      ["PATCH", true],
    ]);
    expect(await row()).toMatchObject({ is_materialized: true, bucket_overrides: { timestamp: "hour" } });
    expect((await bench.plan([orders({ is_materialized: true })])).changes).toEqual([]);
  });

  it("is not asked for again where the newest servers have begun with it", async () => {
    bench.emulator.switches.endpointMaterializedOnCreate = true;
    await bench.apply([orders({ is_materialized: true })]);
    expect(await sent(() => bench.apply([orders({ is_materialized: true })]))).toEqual([]);
    bench.emulator.switches.endpointMaterializedOnCreate = false;
  });

  it("ends with the endpoint, which the plan shows, and does not come back with it", async () => {
    await bench.apply([orders({ is_materialized: true })]);
    const off = orders({ is_active: false });
    const [change] = (await bench.plan([off])).changes;
    expect(change?.fields.map(({ path, after }) => [path[0], after])).toEqual([
      ["is_active", false],
      ["is_materialized", false],
    ]);
    await bench.apply([off]);
    await bench.apply([orders({ is_active: true })]);
    expect(await row()).toMatchObject({ is_active: true, is_materialized: false });
  });

  it("by somebody else gets the buckets that the file says", async () => {
    const hourly = orders({ bucket_overrides: { timestamp: "hour" } });
    await bench.apply([hourly]);
    await bench.hand.send("PATCH", "endpoints/orders/", { is_materialized: true });
    const [change] = (await bench.plan([hourly])).changes;
    expect(change?.fields.map(({ path }) => path[0])).toEqual(["bucket_overrides"]);
    await bench.apply([hourly]);
    expect(await row()).toMatchObject({ is_materialized: true, bucket_overrides: { timestamp: "hour" } });
  });

  it("of an endpoint that somebody has switched off is refused before anything is written", async () => {
    await bench.apply([orders()]);
    await bench.hand.send("PATCH", "endpoints/orders/", { is_active: false });
    const { plan } = await bench.run([orders({ is_materialized: true })], { dry: true });
    expect(plan?.diagnostics).toMatchObject([{ code: "refused", path: ["is_materialized"] }]);
    await bench.apply([orders({ is_materialized: true, is_active: true })]);
    expect(await row()).toMatchObject({ is_active: true, is_materialized: true });
  });

  it("and being switched on are left to people where the file says nothing", async () => {
    await bench.apply([orders()]);
    await bench.hand.send("PATCH", "endpoints/orders/", { is_materialized: true, bucket_overrides: { a: "day" } });
    expect(await sent(() => bench.apply([orders()]))).toEqual([]);
    await bench.hand.send("PATCH", "endpoints/orders/", { is_active: false });
    expect(await sent(() => bench.apply([orders({ bucket_overrides: { b: "day" } })]))).toEqual([]);
  });
});

describe("the insight that it comes from", () => {
  const insightOf = (key: string) =>
    insight({ key, name: key, query: trends({ series: [{ event: "order placed" }] }) });
  const weekly = insightOf("weekly");

  it("is sent as its short id, and known again", async () => {
    const all = [weekly, orders({ derived_from_insight: weekly })];
    await bench.apply(all);
    const shortId = (await bench.row(weekly))["short_id"];
    expect((await row())["derived_from_insight"]).toBe(shortId);
    expect((await bench.plan(all)).changes).toEqual([]);
    // By its short id, as the alpha has it, it is the same; whether or not insights are read.
    for (const others of [[], [weekly]]) {
      const plan = await bench.plan([...others, orders({ derived_from_insight: shortId as string })]);
      expect([plan.changes, plan.diagnostics]).toEqual([[], []]);
    }
  });

  it("stays what it was: another one is a warning, and no write", async () => {
    await bench.apply([weekly, orders({ derived_from_insight: weekly })]);
    const monthly = insightOf("monthly");
    await bench.apply([weekly, monthly]);
    const plan = await bench.plan([weekly, monthly, orders({ derived_from_insight: monthly })]);
    expect(plan.changes).toEqual([]);
    expect(plan.diagnostics).toMatchObject([{ code: "not-supported", path: ["derived_from_insight"] }]);
    expect((await bench.plan([orders({ derived_from_insight: "gone1234" })])).diagnostics).toHaveLength(1);
  });
});

describe("SQL variables", () => {
  const variable = async (name: string, default_value: string) =>
    (await bench.hand.send("POST", "insight_variables/", { name, type: "String", default_value }))["id"] as string;
  const stored = async () => ((await row())["query"] as { variables: unknown }).variables;
  const query = "select {variables.plan}, {variables.country}";

  it("are those that the SQL names, with their own values where the file gives none", async () => {
    const [plan, country] = [await variable("plan", "pro"), await variable("country", "DE")];
    const definition = orders({ query: hogql({ query, variables: { country: "FR" } }) });
    const [post] = await sent(() => bench.apply([definition]));
    expect((post!.body as { query: object }).query).toMatchObject({
      variables: { [plan]: { variableId: plan, code_name: "plan" }, [country]: { value: "FR" } },
    });
    expect(await stored()).toMatchObject({ [plan]: { value: "pro" }, [country]: { value: "FR" } });
    expect((await bench.plan([definition])).changes).toEqual([]);
    expect((await bench.plan([orders({ query: hogql(query) })])).changes).toEqual([]);
  });

  it("that the file gives a value are put back, the others keep what PostHog has", async () => {
    const [plan, country] = [await variable("plan", "pro"), await variable("country", "DE")];
    const definition = (text = query) => orders({ query: hogql({ query: text, variables: { country: "FR" } }) });
    await bench.apply([definition()]);
    const entry = (id: string, code_name: string, value: string) => ({ [id]: { variableId: id, code_name, value } });
    const variables = { ...entry(plan, "plan", "free"), ...entry(country, "country", "IT") };
    await bench.hand.send("PATCH", "endpoints/orders/", { query: { kind: "HogQLQuery", query, variables } });
    const [change] = (await bench.plan([definition()])).changes;
    expect(change?.fields).toMatchObject([
      { path: ["query", "variables", "country", "value"], before: "IT", after: "FR" },
    ]);
    await bench.apply([definition(`${query}, 1`)]);
    expect(await stored()).toMatchObject({ [plan]: { value: "free" }, [country]: { value: "FR" } });
  });

  it("that the project has not stop the plan", async () => {
    await variable("plan", "pro");
    const { plan } = await bench.run([orders({ query: hogql("select {variables.plam}") })], { dry: true });
    expect(plan?.diagnostics).toMatchObject([{ code: "lookup-not-found", hint: 'Did you mean "plan"?' }]);
  });
});
