import { lookup, ref } from "@posthog-definitions/core";
import { registryOf, resolve } from "@posthog-definitions/core/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { hogql } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { insightVariable, type InsightVariableInput } from "../src/index.js";
import { insightVariable as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, insightKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const country = (more: Partial<InsightVariableInput> = {}) =>
  insightVariable({ key: "country", name: "Country", type: "String", ...more });
const told = (more: Partial<InsightVariableInput>) =>
  resolve({ definitions: [{ definition: country(more) }], registry: registryOf(kind) })
    .diagnostics.map(({ path, message }) => `${String(path)}: ${message}`)
    .join("\n");
const sent = () => bench.emulator.log.writes.map(({ method, body }) => [method, (body as { name: string }).name]);

describe("the code name", () => {
  it("is the key: of a name that gives another one it is made with the key, and renamed", async () => {
    await bench.apply([country()]);
    expect(sent()).toEqual([["POST", "Country"]]);
    const from = insightVariable({ key: "from", name: "Begin of the period", type: "Date" });
    const { plan } = await bench.apply([country(), from]);
    expect(plan.requests).toHaveLength(2);
    expect(sent().slice(1)).toEqual([
      ["POST", "from"],
      ["PATCH", "Begin of the period"],
    ]);
    const row = await bench.row(insightVariable({ key: "from", name: "", type: "Date" }));
    expect([row["code_name"], row["name"]]).toEqual(["from", "Begin of the period"]);
  });

  it("stays, whatever the name", async () => {
    await bench.apply([country()]);
    const { id } = await bench.row(country());
    await bench.apply([country({ name: "Land" })]);
    expect(await bench.row(country())).toMatchObject({ id, name: "Land", code_name: "country" });
    expect((await bench.plan([country({ name: "Land" })])).changes).toEqual([]);
  });

  it("takes over the variable that has it, and leaves it behind", async () => {
    await bench.hand.send("POST", "insight_variables/", { name: "Country", type: "List", values: ["AT"] });
    const { plan } = await bench.apply([country()]);
    expect(plan.changes.map(({ action }) => action)).toEqual(["update"]);
    const pruned = await bench.run([], { prune: true });
    expect(pruned.plan!.orphans).toEqual([]);
    expect(await bench.row(country())).toMatchObject({ type: "String" });
  });
});

it("reads more pages than one", async () => {
  for (let i = 0; i < 501; i++) await bench.hand.send("POST", "insight_variables/", { name: `v${i}`, type: "String" });
  const last = insightVariable({ key: "v500", name: "v500", type: "String" });
  bench.emulator.log.clear();
  expect((await bench.plan([last])).changes).toEqual([]);
  const asked = bench.emulator.log.entries.filter(({ path }) => path.endsWith("insight_variables/"));
  expect(asked.map(({ query }) => query)).toEqual([{}, { page: "2" }]);
});

describe("a list", () => {
  it("is of texts, and an empty default is none", async () => {
    const list = country({ type: "List", values: ["AT", 1, true], default_value: 1 });
    await bench.apply([list]);
    expect(await bench.row(list)).toMatchObject({ values: ["AT", "1", "true"], default_value: "1" });
    expect((await bench.plan([list])).changes).toEqual([]);
    const none = country({ type: "List", values: ["AT"] });
    await bench.apply([none]);
    expect((await bench.plan([none])).changes).toEqual([]);
  });

  it("alone has values, several of them, or a query", () => {
    expect(told({ type: "List", is_multi: true, default_value: ["a"], values_query: "SELECT 1" })).toBe("");
    expect(told({ values: ["a"] })).toContain("values: are of lists alone");
    expect(told({ is_multi: true })).toContain("is_multi: is of lists alone");
    expect(told({ values_query: "SELECT 1" })).toContain("values_query: is of lists alone");
    expect(told({ type: "List", default_value: ["a", "b"] })).toContain("takes `is_multi`");
    expect(told({ type: "List", values_query_connection_id: "x" })).toContain("needs a `values_query`");
    expect(told({ key: "Country" })).toContain("small letters, digits and underscores");
  });
});

const defined = country();

it.each([
  ["by name", { country: "AT" }, { value: "AT" }],
  ["by definition", { country: defined }, {}],
  ["by reference", { anything: ref("insight-variable", "country") }, {}],
  ["by lookup", { anything: lookup("insight-variable", { code_name: "country" }) }, {}],
])("is made before the SQL that has it %s", async (_, variables, value) => {
  const query = hogql({ query: "SELECT {variables.country}", variables });
  const orders = insight({ key: "orders", name: "Orders", query });
  await bench.apply([orders, defined]);
  const { id } = await bench.row(defined);
  expect((await bench.row(orders))["query"]).toMatchObject({
    source: { variables: { [id as string]: { code_name: "country", variableId: id, ...value } } },
  });
  expect((await bench.plan([orders, defined])).changes).toEqual([]);
});

it("is not what SQL has under another name", () => {
  const query = hogql({ query: "SELECT {variables.land}", variables: { land: country() } });
  const { diagnostics } = resolve({
    definitions: [{ definition: insight({ key: "orders", name: "Orders", query }) }],
    registry: registryOf(kind, insightKind),
  });
  expect(diagnostics.map(({ message }) => message).join()).toContain("uses {variables.land}, which is missing here");
});
