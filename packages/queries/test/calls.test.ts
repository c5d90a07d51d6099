import { evaluated } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insightQuery, shortenQuery, type QueryNode } from "../src/schema.js";
import { query } from "./arbitrary.js";
import { examples } from "./corpus/index.js";

const written = (value: unknown) => shortenQuery(insightQuery.parse(value));

describe("a query as builder calls", () => {
  test.each(examples.map((example) => [example.title, example.query] as const))("parses back: %s", (_title, given) => {
    const normal = insightQuery.parse(given);
    expect(insightQuery.parse(evaluated(shortenQuery(normal)))).toEqual(normal);
  });

  test("parses back, whatever was written", () => {
    fc.assert(
      fc.property(query, (given) => {
        const normal = insightQuery.parse(given);
        expect(insightQuery.parse(evaluated(shortenQuery(normal)))).toEqual(normal);
      }),
      { numRuns: 300 },
    );
  });

  test("is raw only where the builders do not know it", () => {
    const raws = examples.filter(({ query }) =>
      JSON.stringify(shortenQuery(insightQuery.parse(query))).includes('"raw"'),
    );
    expect(raws.map(({ title }) => title)).toEqual([
      "a raw node with a field that is not known here",
      "a raw source, which still gets the node around it",
    ]);
    const generated = fc.sample(query, { numRuns: 200, seed: 1 });
    expect(generated.filter((one) => JSON.stringify(shortenQuery(insightQuery.parse(one))).includes('"raw"'))).toEqual(
      [],
    );
  });

  test("uses the short forms", () => {
    expect(
      written({
        kind: "InsightVizNode",
        source: {
          kind: "TrendsQuery",
          series: [
            { kind: "EventsNode", event: "signed up" },
            { kind: "EventsNode", event: "order paid", math: "dau" },
            { kind: "ActionsNode", id: { $ref: "action", key: "paid" } },
          ],
          dateRange: { date_from: "-30d" },
          properties: [{ type: "cohort", key: "id", operator: "not_in", value: { $ref: "cohort", key: "beta" } }],
        },
      }),
    ).toEqual({
      $call: "trends",
      args: [
        {
          series: ["signed up", { event: "order paid", math: "dau" }, { action: { $ref: "action", key: "paid" } }],
          dateRange: "-30d",
          properties: [{ $call: "notInCohort", args: [{ $ref: "cohort", key: "beta" }] }],
        },
      ],
    });
  });

  test("says conditions by their helpers, as far as they can", () => {
    const trends = (properties: unknown) =>
      shortenQuery(insightQuery.parse({ kind: "TrendsQuery", series: [{ kind: "EventsNode" }], properties }));
    const made = (call: unknown) => (call as { args: [{ properties: unknown }] }).args[0].properties;
    const event = { type: "event", key: "plan", operator: "exact", value: ["pro"] };
    const seats = [
      { type: "event", key: "seats", operator: "gte", value: 5 },
      { type: "event", key: "seats", operator: "lt", value: 10 },
    ];
    const unsaid = { type: "event", key: "plan", operator: "exact", value: "pro" };
    expect(made(trends([event, ...seats]))).toEqual({
      $call: "where",
      args: [{ plan: "pro", seats: { gte: 5, lt: 10 } }],
    });
    expect(made(trends([unsaid, event]))).toEqual([unsaid, { $call: "where", args: [{ plan: "pro" }] }]);
    // TypeScript would take the name for what every object has.
    const odd = { type: "event", key: "constructor", operator: "is_set" };
    expect(made(trends([event, odd]))).toEqual([{ $call: "where", args: [{ plan: "pro" }] }, odd]);
    expect(
      made(
        trends([
          { type: "person", key: "beta", operator: "is_set" },
          { type: "hogql", key: "1 = 1" },
        ]),
      ),
    ).toEqual([
      { $call: "wherePerson", args: [{ beta: { is_set: true } }] },
      { $call: "whereSql", args: ["1 = 1"] },
    ]);
    const group = {
      type: "OR",
      values: [
        { type: "AND", values: [event] },
        { type: "AND", values: [unsaid, event] },
      ],
    };
    expect(made(trends(group))).toEqual({
      $call: "or",
      args: [
        { $call: "where", args: [{ plan: "pro" }] },
        { $call: "and", args: [unsaid, { $call: "where", args: [{ plan: "pro" }] }] },
      ],
    });
  });

  test("draws SQL", () => {
    const sql = { kind: "HogQLQuery", query: "select 1" };
    expect(written({ kind: "DataVisualizationNode", source: sql })).toEqual({ $call: "hogql", args: ["select 1"] });
    expect(written({ kind: "DataVisualizationNode", source: sql, display: "ActionsBar" })).toEqual({
      $call: "sqlChart",
      args: ["select 1", { display: "ActionsBar" }],
    });
    expect(
      written({
        kind: "HogQLQuery",
        query: "select {variables.plan}",
        variables: { x: { variableId: "x", code_name: "plan", value: "pro" } },
      }),
    ).toEqual({ $call: "hogql", args: [{ query: "select {variables.plan}", variables: { plan: "pro" } }] });
  });

  test("falls back to a raw node for what is not known here", () => {
    const strange: QueryNode = { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [], tomorrow: true } };
    expect(shortenQuery(strange)).toMatchObject({ $call: "raw", args: [strange] });
  });
});
