import { ref, type Definition, type Id, type Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, same, type Decoding } from "@posthog-definitions/core/kind";
import { funnels, hogql, trends } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insight, type InsightInput } from "../src/index.js";
import { insight as kind } from "../src/kind.js";
import type { InsightRow } from "../src/row.js";
import type { InsightSpec } from "../src/schema.js";

const registry = registryOf(kind);
const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};
const validate = (definition: Definition) => resolve({ definitions: [{ definition }], registry });
const specOf = (input: Omit<InsightInput, "key">): InsightSpec =>
  validate(insight({ key: "a", ...input })).definitions[0]!.spec as unknown as InsightSpec;
const decode = (row: InsightRow): InsightSpec => normalised(kind, kind.decode(row, at) as InsightSpec);
const encode = (spec: InsightSpec) => kind.encode(spec, { key: "a", row: undefined });

/** As the light list shows it. */
const row = (more: Partial<InsightRow> = {}): InsightRow => ({
  id: 101,
  short_id: "aBcD1234",
  name: "Signups",
  derived_name: null,
  description: null,
  query: {
    kind: "InsightVizNode",
    source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "signed up" }] },
  },
  tags: [],
  favorited: false,
  dashboards: [201, 202],
  dashboard_tiles: [
    { id: 5001, dashboard_id: 201, deleted: true },
    { id: 5002, dashboard_id: 202, deleted: null },
  ],
  ...more,
});

describe("a file of the alpha", () => {
  it("means what it says, and its query is kept in the node that PostHog's UI shows it with", () => {
    const series = [{ event: "signed up" }, { event: "upgraded" }];
    const nodes = series.map(({ event }) => ({ kind: "EventsNode", event }));
    expect(
      specOf({ name: "Signups", tags: [" Growth"], query: trends({ series: series.slice(0, 1), interval: "week" }) }),
    ).toEqual({
      name: "Signups",
      description: "",
      tags: ["growth"],
      query: { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: nodes.slice(0, 1), interval: "week" } },
    });
    expect(specOf({ name: "", query: funnels({ series }) }).query).toMatchObject({
      kind: "InsightVizNode",
      source: { kind: "FunnelsQuery", series: nodes },
    });
    expect(specOf({ name: "", query: hogql("select {n}", { n: 1 }) }).query).toMatchObject({
      kind: "DataVisualizationNode",
      source: { kind: "HogQLQuery", query: "select {n}", values: { n: 1 } },
    });
  });

  it("has its mistakes told at their places", () => {
    const { diagnostics } = validate(
      insight({
        key: "a",
        name: "x".repeat(401),
        description: "y".repeat(401),
        favourite: true,
        query: trends({ series: [{ evnt: "signed up" }] } as never),
      } as never),
    );
    expect(diagnostics.map(({ path }) => path?.join("."))).toEqual(
      expect.arrayContaining(["name", "description", "favourite", "query.series.0.evnt"]),
    );
  });
});

describe("a row", () => {
  it("written back as it was read is the same", () => {
    const rich = row({ description: "Why", tags: ["Growth"], favorited: true, derived_name: "Signed up count" });
    const body = encode(decode(rich));
    expect(body).toMatchObject({ name: "Signups", description: "Why", saved: true, favorited: true });
    expect(body).not.toHaveProperty("dashboards");
    expect(decode({ ...rich, ...body } as InsightRow)).toEqual(decode(rich));
  });

  it("brought up to date by the server on its way out, or touched in the UI, is no difference", () => {
    const source = {
      kind: "TrendsQuery",
      version: 5,
      series: [{ kind: "EventsNode", event: "signed up", math: "total", version: 1 }],
      properties: [],
      trendsFilter: {},
      breakdownFilter: null,
    };
    const touched = row({ query: { kind: "InsightVizNode", version: 1, source } });
    expect(same(decode(touched), decode(row()))).toBe(true);
  });

  it("without a query is read, and gets one", () => {
    for (const query of [null, undefined, {}, ""]) {
      const bare = decode(row({ query }));
      expect(encode(bare)["query"] ?? {}).toEqual({});
      expect(same(bare, decode(row()))).toBe(false);
    }
  });

  it("leaves alone what the file does not say", () => {
    const body = encode(specOf({ name: "A", query: hogql("select 1") }));
    expect(Object.keys(body).filter((name) => body[name] === undefined)).toEqual(["tags", "favorited", "derived_name"]);
  });

  it("knows its dashboards, and the tile that it has on each", () => {
    expect(kind.joins!["dashboards"]!(row())).toEqual([201, 202]);
    const tile = kind.outputs!["tile"]!;
    expect([201, 202, 203].map((id) => tile(row(), id))).toEqual([undefined, 5002, undefined]);
    expect(kind.url!(row())).toBe("insights/aBcD1234");
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 3, maxKeys: 4 });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(row())), junk), (live) => {
        const spec = decode(live as unknown as InsightRow);
        encode(spec);
        kind.outputs!["tile"]!(live as unknown as InsightRow, 1);
        kind.joins!["dashboards"]!(live as unknown as InsightRow);
        kind.title!(live as unknown as InsightRow);
        expect(normalised(kind, spec)).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});

describe("an update", () => {
  it("says that the insight is saved, which it would become anyway", () => {
    expect(kind.api.always!({ name: "B" }, {})).toEqual({ name: "B", saved: true });
  });
});

describe("types", () => {
  it("refuse what validation refuses", () => {
    const query = hogql("select 1");
    // @ts-expect-error a misspelt field
    insight({ key: "a", name: "A", query, favourited: true });
    // @ts-expect-error the query is missing
    insight({ key: "a", name: "A" });
    // @ts-expect-error a reference is no query
    insight({ key: "a", name: "A", query: ref("insight", "b") });
  });
});
