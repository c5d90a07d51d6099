import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, insightQuery, toCalls, type QueryNode } from "../src/schema.js";
import { query } from "./arbitrary.js";
import { examples } from "./corpus/index.js";

const written = (value: unknown) => toCalls(insightQuery.parse(value));

describe("a query as builder calls", () => {
  test.each(examples.map((example) => [example.title, example.query] as const))("parses back: %s", (_title, given) => {
    const normal = insightQuery.parse(given);
    expect(insightQuery.parse(evaluate(toCalls(normal)))).toEqual(normal);
  });

  test("parses back, whatever was written", () => {
    fc.assert(
      fc.property(query, (given) => {
        const normal = insightQuery.parse(given);
        expect(insightQuery.parse(evaluate(toCalls(normal)))).toEqual(normal);
      }),
      { numRuns: 300 },
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
    expect(toCalls(strange)).toEqual({ $call: "raw", args: [strange] });
  });
});
