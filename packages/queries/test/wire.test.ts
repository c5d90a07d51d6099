import type { Ref } from "@posthog-definitions/core";
import { mapLeaves, refsIn } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retention, trends, webOverview, type Query } from "../src/index.js";
import {
  decodeEndpointQuery,
  decodeQuery,
  encodeEndpointQuery,
  encodeQuery,
  endpointQuery,
  insightQuery,
  queryTargets,
  type QueryNode,
} from "../src/schema.js";
import { junk, query } from "./arbitrary.js";
import { examples } from "./corpus/index.js";

/** A project in which every reference has a number. */
function project() {
  const refs: Ref[] = [];
  const numberOf = (ref: Ref & { as?: string }): number => {
    const { as: _as, ...bare } = ref;
    const found = refs.findIndex((known) => JSON.stringify(known) === JSON.stringify(bare));
    return (found >= 0 ? found : refs.push(bare) - 1) + 1000;
  };
  /** What is sent: ids in the place of references. */
  const fill = (body: unknown): unknown =>
    mapLeaves(body, {
      ref: (ref) => ((ref as { as?: string }).as === "string" ? String(numberOf(ref)) : numberOf(ref)),
    });
  const at = { ref: (_kind: string, id: number | string): Ref => refs[Number(id) - 1000] ?? { $ref: _kind, id } };
  return { fill, at };
}

const sent = (node: QueryNode, fill: (body: unknown) => unknown): unknown =>
  JSON.parse(JSON.stringify(fill(encodeQuery(node))));

describe("to the wire and back", () => {
  test.each(examples.map((example) => [example.title, example.query] as const))("%s", (_title, written) => {
    const { fill, at } = project();
    const normal = insightQuery.parse(written);
    expect(decodeQuery(sent(normal, fill), at)).toEqual(normal);
  });

  test("gives the same query, whatever was written", () => {
    fc.assert(
      fc.property(query, (written: Query) => {
        const { fill, at } = project();
        const normal = insightQuery.parse(written);
        expect(decodeQuery(sent(normal, fill), at)).toEqual(normal);
      }),
      { numRuns: 500 },
    );
  });

  test("leaves no reference behind that is not a hole in the place of an id", () => {
    fc.assert(
      fc.property(query, (written: Query) => {
        const { fill } = project();
        expect(refsIn(sent(insightQuery.parse(written), fill))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("decoding is total", () => {
  test("for any JSON", () => {
    const { at } = project();
    fc.assert(
      fc.property(junk, (json) => {
        expect(() => decodeQuery(json, at)).not.toThrow();
        expect(() => decodeEndpointQuery(json, at)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test("what it does not know comes through", () => {
    const { at } = project();
    const strange = { kind: "QueryOfTomorrow", source: { kind: "Other", id: 4, options: { deep: [1, { a: "b" }] } } };
    expect(decodeQuery(strange, at)).toEqual(strange);
  });

  test("an insight that was saved without the node around it is shown, and read, as if it had one", () => {
    const { at } = project();
    const source = { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "a" }] };
    expect(decodeQuery(source, at)).toEqual({ kind: "InsightVizNode", source });
    expect(decodeEndpointQuery(source, at)).toEqual(source);
  });
});

describe("encoding", () => {
  test("adds what PostHog insists on, even empty", () => {
    expect(encodeQuery(insightQuery.parse(webOverview()))["source"]).toEqual({
      kind: "WebOverviewQuery",
      properties: [],
    });
    expect(encodeQuery(insightQuery.parse(retention({ retentionFilter: {} })))["source"]).toEqual({
      kind: "RetentionQuery",
      retentionFilter: {},
    });
  });

  test("says where an id stands as text", () => {
    const flag = {
      type: "flag",
      key: { $ref: "feature-flag", key: "beta" },
      operator: "flag_evaluates_to",
      value: true,
    } as const;
    const encoded = encodeQuery(insightQuery.parse(trends({ series: ["a"], properties: [flag] })));
    expect(encoded["source"]).toMatchObject({
      properties: [{ key: { $ref: "feature-flag", key: "beta", as: "string" } }],
    });
  });
});

test("every kind that a query can point at is described", () => {
  const pointedAt = new Set(examples.flatMap(({ query }) => refsIn(insightQuery.parse(query)).map((ref) => ref.$ref)));
  pointedAt.add("feature-flag"); // In conditions that only feature flags use.
  expect([...pointedAt].sort()).toEqual(queryTargets.map((target) => target.name).sort());
});

describe("an endpoint's query", () => {
  test("is the source alone, without defaults", () => {
    expect(endpointQuery.parse(trends({ series: ["a"], interval: "day", dateRange: "-7d" }))).toEqual({
      kind: "TrendsQuery",
      series: [{ kind: "EventsNode", event: "a" }],
      dateRange: { date_from: "-7d" },
    });
  });

  test("has the variables that its SQL names, by their ids, and leaves their values to the server", () => {
    const sql = { kind: "HogQLQuery" as const, query: "select {variables.plan}, '{variables.text}' -- {variables.no}" };
    const variable = (name: string) => ({
      variableId: { $ref: "insight-variable", lookup: { code_name: name } },
      code_name: name,
    });
    const normal = { ...sql, variables: { plan: variable("plan") } };
    expect(endpointQuery.parse(sql)).toEqual(normal);
    expect(endpointQuery.parse({ ...sql, variables: { unused: 1 } })).toEqual(normal);
    expect(encodeEndpointQuery(endpointQuery.parse(sql))).toEqual({
      ...sql,
      variables: { $named: [[variable("plan").variableId, variable("plan")]] },
    });
    const stored = { "7b": { variableId: "7b", code_name: "plan", value: "pro", isNull: false } };
    expect(decodeEndpointQuery({ ...sql, variables: stored }, { ref: (kind, id) => ({ $ref: kind, id }) })).toEqual({
      ...sql,
      variables: { plan: { ...variable("plan"), value: "pro" } },
    });
    expect(insightQuery.safeParse({ ...sql, query: "select {variables.plan}" }).success).toBe(false);
  });

  test("is refused with the node around it", () => {
    const wrapped = { kind: "InsightVizNode", source: trends({ series: ["a"] }) };
    expect(endpointQuery.safeParse(wrapped).error?.issues).toMatchObject([
      {
        path: ["kind"],
        message:
          '"InsightVizNode" is not a query that an endpoint can hold: it takes the source without the node around it',
      },
    ]);
  });
});
