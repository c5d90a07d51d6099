import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insightQuery, normaliseEndpointQuery, normaliseQuery } from "../src/schema.js";
import { junk, query } from "./arbitrary.js";
import { variable } from "./corpus/index.js";

describe("the normal form", () => {
  test("is reached in one step", () => {
    fc.assert(
      fc.property(junk, (json) => {
        const once = normaliseQuery(json);
        expect(normaliseQuery(once)).toEqual(once);
        const endpoint = normaliseEndpointQuery(json);
        expect(normaliseEndpointQuery(endpoint)).toEqual(endpoint);
      }),
      { numRuns: 2000 },
    );
  });

  test("is what parsing gives", () => {
    fc.assert(
      fc.property(query, (written) => {
        const parsed = insightQuery.parse(written);
        expect(normaliseQuery(parsed)).toEqual(parsed);
      }),
      { numRuns: 300 },
    );
  });

  test("does not change what it is given", () => {
    const given = { kind: "TrendsQuery", version: 5, series: [{ kind: "EventsNode", math: "total", properties: [] }] };
    const copy = structuredClone(given);
    normaliseQuery(given);
    expect(given).toEqual(copy);
  });
});

const node = (fields: object) => ({ kind: "TrendsQuery", ...fields });

describe("means the same", () => {
  test.each<[string, object, object]>([
    [
      "a version stamp, at any depth",
      node({ version: 5, series: [{ kind: "EventsNode", event: "a", version: 1 }] }),
      node({ series: [{ kind: "EventsNode", event: "a" }] }),
    ],
    ["results that a run left behind", node({ response: {}, result: [1], hogql: "select", is_cached: true }), node({})],
    [
      "nulls, empty lists and empty objects",
      node({ samplingFactor: null, properties: [], trendsFilter: {}, breakdownFilter: { breakdown: null } }),
      node({}),
    ],
    [
      "counting as usual",
      node({ series: [{ kind: "ActionsNode", id: 1, math: "total" }] }),
      node({ series: [{ kind: "ActionsNode", id: 1 }] }),
    ],
    [
      "a condition that is equality without saying so",
      node({ properties: [{ type: "event", key: "a", value: 1 }] }),
      node({ properties: [{ type: "event", key: "a", operator: "exact", value: 1 }] }),
    ],
    [
      "names that the UI keeps",
      node({
        properties: [
          { type: "cohort", key: "id", value: 1, operator: "in", cohort_name: "Beta" },
          { type: "group", key: "a", operator: "exact", value: 1, group_key_names: { a: "b" } },
        ],
      }),
      node({
        properties: [
          { type: "cohort", key: "id", value: 1 },
          { type: "group", key: "a", operator: "exact", value: 1 },
        ],
      }),
    ],
    [
      "the value of a condition that needs none",
      node({ properties: [{ type: "person", key: "a", operator: "is_set", value: "is_set" }] }),
      node({ properties: [{ type: "person", key: "a", operator: "is_set" }] }),
    ],
    [
      "placeholders among conditions",
      node({ properties: [{}, { type: "empty" }, { type: "person", key: "a", operator: "exact", value: 1 }] }),
      node({ properties: [{ type: "person", key: "a", operator: "exact", value: 1 }] }),
    ],
    [
      "a list, and the group in which the UI puts it",
      node({
        properties: {
          type: "AND",
          values: [{ type: "AND", values: [{ type: "person", key: "a", operator: "exact", value: 1 }] }],
        },
      }),
      node({ properties: [{ type: "person", key: "a", operator: "exact", value: 1 }] }),
    ],
    ["groups of nothing", node({ properties: { type: "AND", values: [{ type: "OR", values: [] }] } }), node({})],
    [
      "the UI's own ids",
      { kind: "RetentionQuery", retentionFilter: { targetEntity: { id: "a", uuid: "1" } } },
      { kind: "RetentionQuery", retentionFilter: { targetEntity: { id: "a" } } },
    ],
    [
      "a mean, as the server upgrades it",
      { kind: "RetentionQuery", retentionFilter: { showMean: true } },
      { kind: "RetentionQuery", retentionFilter: { meanRetentionCalculation: "simple" } },
    ],
    [
      "hidden results, as the server upgrades them",
      node({ trendsFilter: { hiddenLegendIndexes: [1] } }),
      node({
        trendsFilter: {
          resultCustomizationBy: "position",
          resultCustomizations: { "1": { assignmentBy: "position", hidden: true } },
        },
      }),
    ],
    [
      "hidden results, dropped by the server where results are found by value",
      node({ trendsFilter: { hiddenLegendIndexes: [1], resultCustomizations: { a: { assignmentBy: "value" } } } }),
      node({ trendsFilter: { resultCustomizations: { a: { assignmentBy: "value" } } } }),
    ],
    [
      "variables with another project's ids",
      {
        kind: "HogQLQuery",
        query: "q",
        variables: { "id-1": { variableId: "id-1", code_name: "plan", value: "pro", isNull: false } },
      },
      { kind: "HogQLQuery", query: "q", variables: { plan: { ...variable("plan"), value: "pro" } } },
    ],
  ])("%s", (_title, one, other) => {
    expect(normaliseQuery(one)).toEqual(normaliseQuery(other));
  });
});

describe("differs", () => {
  test.each<[string, object, object]>([
    [
      "an order of series",
      node({
        series: [
          { kind: "EventsNode", event: "a" },
          { kind: "EventsNode", event: "b" },
        ],
      }),
      node({
        series: [
          { kind: "EventsNode", event: "b" },
          { kind: "EventsNode", event: "a" },
        ],
      }),
    ],
    ["a default that an insight says", node({ interval: "day" }), node({})],
    [
      "a constant that is null",
      { kind: "HogQLQuery", query: "q", values: { a: null } },
      { kind: "HogQLQuery", query: "q" },
    ],
    [
      "a value that is empty",
      node({ properties: [{ type: "event", key: "a", operator: "exact", value: "" }] }),
      node({ properties: [{ type: "event", key: "a", operator: "exact" }] }),
    ],
    [
      "groups that are joined by OR",
      node({
        properties: {
          type: "OR",
          values: [
            { type: "AND", values: [{ type: "hogql", key: "1" }] },
            { type: "AND", values: [{ type: "hogql", key: "2" }] },
          ],
        },
      }),
      node({
        properties: [
          { type: "hogql", key: "1" },
          { type: "hogql", key: "2" },
        ],
      }),
    ],
  ])("%s", (_title, one, other) => {
    expect(normaliseQuery(one)).not.toEqual(normaliseQuery(other));
  });
});

test("an endpoint's query loses the defaults that the server fills in", () => {
  const kept = {
    kind: "TrendsQuery",
    series: [{ kind: "EventsNode", event: "a", math: null, name: null }],
    interval: "day",
    dateRange: { date_from: "-7d", date_to: null, explicitDate: false },
    filterTestAccounts: false,
    properties: [],
    trendsFilter: {
      display: "ActionsLineGraph",
      smoothingIntervals: 1,
      showLegend: true,
      aggregationAxisFormat: "numeric",
    },
    breakdownFilter: { breakdown_type: "event", breakdown: null, breakdowns: null },
    version: null,
  };
  expect(normaliseEndpointQuery(kept)).toEqual({
    kind: "TrendsQuery",
    series: [{ kind: "EventsNode", event: "a" }],
    dateRange: { date_from: "-7d" },
    trendsFilter: { showLegend: true },
  });
});
