import { lookup, type Definition, type Id, type Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, same, type Decoding } from "@posthog-definitions/core/kind";
import { funnels, hogql, raw, trends } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpoint, type EndpointInput } from "../src/index.js";
import { endpoint as kind, type EndpointSpec } from "../src/kind.js";
import type { EndpointRow } from "../src/row.js";

const registry = registryOf(kind);
const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};
const validate = (definition: Definition) => resolve({ definitions: [{ definition }], registry });
const made = (input: Partial<EndpointInput>) =>
  endpoint({ key: "a", name: "orders", query: hogql("select 1"), ...input });
const complaints = (input: Partial<EndpointInput>) =>
  validate(made(input)).diagnostics.map(({ severity, path, message }) => `${severity} ${path?.join(".")}: ${message}`);
const specOf = (input: Partial<EndpointInput>): EndpointSpec => {
  const { definitions, diagnostics } = validate(made(input));
  if (!definitions[0]) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return definitions[0].spec as unknown as EndpointSpec;
};
const encode = (spec: EndpointSpec, row?: EndpointRow) => kind.encode(spec, { key: "a", row });
const row = (more: Partial<EndpointRow> = {}): EndpointRow => ({
  id: "8a1f…",
  name: "orders",
  description: "",
  query: { kind: "HogQLQuery", query: "select 1", explain: null, filters: null, values: null, variables: null },
  is_active: true,
  is_materialized: false,
  data_freshness_seconds: 86400,
  bucket_overrides: null,
  optional_breakdown_properties: [],
  derived_from_insight: null,
  tags: [],
  ...more,
});
const decode = (live: Partial<EndpointRow>): EndpointSpec =>
  normalised(kind, kind.decode(live as EndpointRow, at) as EndpointSpec);

describe("a file of the alpha", () => {
  it("means what it says, and its query stands alone", () => {
    expect(
      specOf({
        description: "Orders",
        query: trends({ series: [{ event: "order placed" }], interval: "week" }),
        is_active: true,
        is_materialized: true,
        derived_from_insight: "aBcD1234",
        data_freshness_seconds: 900,
        bucket_overrides: { timestamp: "hour" },
      }),
    ).toEqual({
      name: "orders",
      description: "Orders",
      query: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "order placed" }], interval: "week" },
      is_active: true,
      is_materialized: true,
      derived_from_insight: "aBcD1234",
      data_freshness_seconds: 900,
      bucket_overrides: { timestamp: "hour" },
    });
    expect(specOf({})).toEqual({
      name: "orders",
      description: "",
      query: { kind: "HogQLQuery", query: "select 1" },
      data_freshness_seconds: 86400,
    });
  });
});

describe("a row", () => {
  it("whose query has every key is no different from a file that says what matters", () => {
    const filled = {
      kind: "TrendsQuery",
      version: 5,
      series: [{ kind: "EventsNode", event: "a", math: null, name: null, properties: null, version: null }],
      interval: "day",
      filterTestAccounts: false,
      properties: [],
      dateRange: null,
      trendsFilter: { display: "ActionsLineGraph", smoothingIntervals: 1, showLegend: true, formula: null },
      response: null,
    };
    const query = trends({ series: [{ event: "a" }], trendsFilter: { showLegend: true } });
    expect(same(decode(row({ query: filled })).query, specOf({ query }).query)).toBe(true);
  });

  it("of an older server says nothing of what it does not know", () => {
    const { optional_breakdown_properties: _, ...old } = row();
    expect(decode(old)).not.toHaveProperty("optional_breakdown_properties");
    expect(encode(specOf({}))).toMatchObject({ optional_breakdown_properties: undefined, tags: undefined });
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 3, maxKeys: 4 });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(row())), junk), (live) => {
        const spec = decode(live as unknown as EndpointRow);
        encode(spec, live as unknown as EndpointRow);
        expect(normalised(kind, spec)).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});

describe("mistakes", () => {
  it.each<[string, Partial<EndpointInput>, string]>([
    ["a name that no URL can have", { name: "1st orders" }, "error name: `name`: must start with a letter"],
    ["freshness that nobody offers", { data_freshness_seconds: 60 as 900 }, "error data_freshness_seconds"],
    ["a query in a node", { query: raw({ kind: "InsightVizNode" }) }, "error query"],
    [
      "an endpoint that is off and materialised",
      { is_active: false, is_materialized: true },
      "error is_materialized: PostHog materialises no endpoint that is switched off",
    ],
    [
      "what cannot be materialised",
      { query: { kind: "WebOverviewQuery", properties: [] }, is_materialized: true },
      "error is_materialized: PostHog cannot materialise a WebOverviewQuery",
    ],
    ["buckets of nothing", { bucket_overrides: { timestamp: "day" } }, "warning bucket_overrides: has no effect"],
    ["another bucket", { bucket_overrides: { timestamp: "year" as "day" } }, "error bucket_overrides.timestamp"],
    ["another database", { query: hogql({ query: "select 1", connectionId: "x" }) }, "error query.connectionId"],
    [
      "breakdowns of what has none",
      { query: funnels({ series: ["a", "b"] }), optional_breakdown_properties: ["$os"] },
      "error optional_breakdown_properties: only trends and retention",
    ],
    [
      "a breakdown that the query has not",
      {
        query: trends({ series: ["a"], breakdownFilter: "$os" }),
        optional_breakdown_properties: ["$os", "plan"],
      },
      'error optional_breakdown_properties.1: the query has no breakdown by "plan"',
    ],
    [
      "a cohort in the place of an insight",
      { derived_from_insight: lookup("cohort", {}) as never },
      "error derived_from",
    ],
  ])("%s", (_, input, complaint) => {
    expect(complaints(input)).toEqual([expect.stringContaining(complaint)]);
  });

  it("are told by the compiler, too", () => {
    const query = hogql("select 1");
    // @ts-expect-error a misspelt field
    endpoint({ key: "a", name: "a", query, is_materialised: true });
    // @ts-expect-error a freshness that nobody offers
    endpoint({ key: "a", name: "a", query, data_freshness_seconds: 60 });
    // @ts-expect-error the name is missing
    endpoint({ key: "a", query });
  });
});
