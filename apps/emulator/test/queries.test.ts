import { expect, test } from "vitest";
import type { JsonObject } from "../src/index.js";
import { checkQuery } from "../src/queries/validate.js";

const events = [{ kind: "EventsNode", event: "order_paid", math: "dau", custom_name: "Paid" }];
const country = { type: "person", key: "country", operator: "exact", value: ["DE", "FR"] };

const viz = (source: JsonObject): JsonObject => ({ kind: "InsightVizNode", source });

const valid: Record<string, JsonObject> = {
  "trends with formula, breakdowns, compare and nested filters": viz({
    kind: "TrendsQuery",
    series: events,
    interval: "week",
    dateRange: { date_from: "-90d" },
    breakdownFilter: { breakdowns: [{ type: "event", property: "$browser" }], breakdown_limit: 10 },
    compareFilter: { compare: true, compare_to: "-1y" },
    properties: {
      type: "AND",
      values: [{ type: "OR", values: [country, { type: "cohort", key: "id", operator: "in", value: 42 }] }],
    },
    filterTestAccounts: true,
    trendsFilter: {
      display: "ActionsLineGraph",
      formulaNodes: [{ formula: "B/A" }],
      goalLines: [{ label: "Target", value: 0.35, displayLabel: true }],
      resultCustomizations: { '{"series":0}': { assignmentBy: "value", color: "preset-3" } },
    },
  }),
  "funnel with exclusion": viz({
    kind: "FunnelsQuery",
    series: [...events, { kind: "ActionsNode", id: 3, optionalInFunnel: true }],
    funnelsFilter: {
      funnelVizType: "steps",
      exclusions: [{ kind: "EventsNode", event: "aborted", funnelFromStep: 0, funnelToStep: 1 }],
    },
  }),
  retention: viz({
    kind: "RetentionQuery",
    retentionFilter: {
      period: "Week",
      targetEntity: { id: "a", type: "events" },
      meanRetentionCalculation: "weighted",
    },
  }),
  paths: viz({
    kind: "PathsQuery",
    pathsFilter: { includeEventTypes: ["$pageview"], localPathCleaningFilters: [{ regex: "/x", alias: "y" }] },
  }),
  stickiness: viz({
    kind: "StickinessQuery",
    series: events,
    stickinessFilter: { stickinessCriteria: { operator: "gte", value: 2 } },
  }),
  lifecycle: viz({ kind: "LifecycleQuery", series: events, lifecycleFilter: { toggledLifecycles: ["new"] } }),
  "SQL with a variable and a chart": {
    kind: "DataVisualizationNode",
    display: "ActionsBar",
    source: {
      kind: "HogQLQuery",
      query: "select 1",
      filters: { dateRange: { date_from: "-30d" } },
      variables: { v: { variableId: "v", code_name: "plan", value: "pro" } },
    },
    chartSettings: {
      xAxis: { column: "day" },
      yAxis: [{ column: "n", settings: { formatting: { style: "number" }, display: { displayType: "bar" } } }],
      leftYAxisSettings: { startAtZero: true },
    },
    tableSettings: { pinnedColumns: ["day"] },
  },
  "table of events": {
    kind: "DataTableNode",
    full: true,
    source: {
      kind: "EventsQuery",
      select: ["event"],
      after: "-24h",
      orderBy: ["timestamp DESC"],
      properties: [country],
    },
    showExport: true,
  },
  "web overview": viz({
    kind: "WebOverviewQuery",
    properties: [],
    compareFilter: { compare: true },
    conversionGoal: { customEventName: "signup" },
  }),
  "web table": viz({
    kind: "WebStatsTableQuery",
    breakdownBy: "InitialChannelType",
    properties: [],
    orderBy: ["Visitors", "DESC"],
  }),
  "every optional key null": viz({
    kind: "TrendsQuery",
    series: events,
    interval: null,
    trendsFilter: null,
    version: null,
  }),
};

test.each(Object.entries(valid))("takes %s", (_, query) => {
  expect(checkQuery(query, "strict")).toBe(query);
});

const invalid: [name: string, query: JsonObject, path: string, message: string][] = [
  ["an unknown kind", { kind: "TrendQuery" }, "", "Input tag 'TrendQuery'"],
  ["no kind", { series: [] }, "", "Unable to extract tag"],
  ["a missing key", viz({ kind: "TrendsQuery" }), "source.series", "Field required"],
  ["an unknown key", viz({ kind: "TrendsQuery", series: [], serie: 1 }), "source.serie", "Extra inputs"],
  [
    "an unknown key deep inside",
    viz({ kind: "TrendsQuery", series: [{ kind: "EventsNode", evnt: "x" }] }),
    "source.series.0.evnt",
    "Extra inputs",
  ],
  [
    "an unknown word",
    viz({ kind: "TrendsQuery", series: [], trendsFilter: { display: "Pie" } }),
    "source.trendsFilter.display",
    "Input should be 'Auto'",
  ],
  ["null for a required key", viz({ kind: "TrendsQuery", series: null }), "source.series", "valid list"],
  [
    "too many breakdowns",
    viz({ kind: "TrendsQuery", series: [], breakdownFilter: { breakdowns: Array(4).fill({ property: "a" }) } }),
    "source.breakdownFilter.breakdowns",
    "at most 3",
  ],
  [
    "a filter of the wrong kind",
    viz({ kind: "WebOverviewQuery", properties: [{ type: "hogql", key: "1" }] }),
    "source.properties.0.type",
    "'event'",
  ],
  [
    "a filter without its operator",
    viz({ kind: "LifecycleQuery", series: [], properties: [{ type: "person", key: "a" }] }),
    "source.properties.0.operator",
    "Field required",
  ],
  [
    "a series that the insight cannot have",
    viz({ kind: "StickinessQuery", series: [{ kind: "GroupNode", operator: "OR", nodes: [] }] }),
    "source.series.0",
    "does not match",
  ],
  ["a source that the wrapper cannot have", viz({ kind: "HogQLQuery", query: "select 1" }), "source", "does not match"],
  [
    "customizations by value and by position in one map",
    viz({
      kind: "TrendsQuery",
      series: [],
      trendsFilter: { resultCustomizations: { a: { assignmentBy: "value" }, b: { assignmentBy: "position" } } },
    }),
    "source.trendsFilter.resultCustomizations.a.assignmentBy",
    "'position'",
  ],
];

test.each(invalid)("refuses %s, with its place", (_, query, path, message) => {
  let detail = "";
  try {
    checkQuery(query, "strict");
  } catch (error) {
    detail = (error as Error).message;
  }
  expect(detail.split("\n")[1]).toBe(path);
  expect(detail).toContain(message);
});

test("passes what is empty, refuses what is no object", () => {
  for (const nothing of [undefined, null, {}]) expect(checkQuery(nothing, "strict")).toEqual(nothing ?? null);
  for (const wrong of ["x", 5, [1]]) expect(() => checkQuery(wrong, "object")).toThrow("valid dictionary");
});
