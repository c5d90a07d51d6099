import { describe, expect, test } from "vitest";
import { insightQuery } from "../src/schema.js";
import { dashboard, powerUsers } from "./corpus/index.js";

const complaints = (query: unknown): string[] =>
  insightQuery.safeParse(query).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];

const trends = (fields: object) => ({ kind: "TrendsQuery", series: ["a"], ...fields });
const funnels = (fields: object) => ({ kind: "FunnelsQuery", series: ["a", "b", "c"], ...fields });
const retention = (retentionFilter: object, fields: object = {}) => ({
  kind: "RetentionQuery",
  retentionFilter,
  ...fields,
});
const condition = (filter: object) => trends({ properties: [filter] });

const refused = (cases: readonly [query: object, ...complaints: string[]][]) =>
  test.each(cases.map(([query, ...expected]) => [expected[0], query, expected] as const))(
    "%s",
    (_first, query, expected) => {
      expect(complaints(query)).toEqual(expected);
    },
  );

describe("series", () => {
  refused([
    [trends({ series: [] }), "series: expected at least one series"],
    [
      trends({ series: [{ event: "a", math: "sum" }] }),
      'series.0.math_property: is needed with `math: "sum"`: the property to compute with',
    ],
    [
      trends({ series: ["a", { event: "a", math: "hogql" }] }),
      'series.1.math_hogql: is needed with `math: "hogql"`: the SQL aggregation',
    ],
    [
      trends({ series: [{ action: 1, math: "unique_group" }] }),
      'series.0.math_group_type_index: is needed with `math: "unique_group"`: the number of the group type, 0–4',
    ],
    [
      trends({ series: [{ action: dashboard({ key: "d", name: "D" }) }] }),
      'series.0.action: expected an action, ref("action", …) or lookup("action", …), got a dashboard',
    ],
    [
      trends({ series: [{ kind: "LifecycleDataWarehouseNode" }] }),
      'series.0.kind: "LifecycleDataWarehouseNode" does not fit here: one of EventsNode, ActionsNode, DataWarehouseNode, GroupNode',
    ],
    [
      trends({ series: [17] }),
      "series.0: expected an event's name, `{ event: … }`, `{ action: … }` or a node: EventsNode, ActionsNode, DataWarehouseNode, GroupNode",
    ],
    [
      trends({ series: [{}] }),
      "series.0: expected an event's name, `{ event: … }`, `{ action: … }` or a node: EventsNode, ActionsNode, DataWarehouseNode, GroupNode",
    ],
    [
      trends({
        series: [{ event: "a", math: "avg", math_property: "x" }],
        trendsFilter: { display: "CalendarHeatmap" },
      }),
      "series.0.math: a calendar heatmap counts `total` or `dau`",
    ],
    [{ kind: "LifecycleQuery", series: ["a", "b"] }, "series: lifecycle shows exactly one series"],
    [
      { kind: "LifecycleQuery", series: ["a"], customAggregationTarget: true },
      "customAggregationTarget: needs a series of the data warehouse",
    ],
    [
      { kind: "LifecycleQuery", series: ["a"], lifecycleFilter: { showPercentagesOnSeries: true } },
      "lifecycleFilter.showPercentagesOnSeries: needs `showValuesOnSeries: true`",
    ],
  ]);
});

describe("conditions", () => {
  refused([
    [
      condition({ type: "event", key: "a", operator: "gt", value: "many" }),
      "properties.0.value: `gt` compares with one number",
    ],
    [
      condition({ type: "event", key: "a", operator: "gt", value: [1] }),
      "properties.0.value: `gt` compares with one number",
    ],
    [
      condition({ type: "event", key: "a", operator: "between", value: [2, 1] }),
      "properties.0.value: `between` compares with two numbers, the smaller one first",
    ],
    [
      condition({ type: "event", key: "a", operator: "is_date_after", value: ["-1d"] }),
      'properties.0.value: `is_date_after` compares with one date, ISO or relative ("-30d")',
    ],
    [
      condition({ type: "event", key: "a", operator: "icontains_multi", value: "a" }),
      "properties.0.value: `icontains_multi` compares with a list of texts",
    ],
    [
      condition({ type: "event", key: "a", operator: "semver_gt", value: 1 }),
      "properties.0.value: `semver_gt` compares with one version, as text",
    ],
    [condition({ type: "event", key: "a" }), "properties.0.value: is needed with operator `exact`"],
    [
      condition({ type: "event", key: "a", value: [] }),
      "properties.0.value: an empty list fits everything: leave the condition out",
    ],
    [
      condition({ type: "element", key: "selector", operator: "regex", value: "a" }),
      "properties.0.operator: a selector is compared with `exact` or `is_not`",
    ],
    [
      condition({ key: "a", value: 1 }),
      expect.stringContaining(
        "properties.0: expected a condition with a `type`: one of event, event_metadata, person",
      ) as unknown as string,
    ],
    [
      condition({ type: "evnt", key: "a", value: 1 }),
      expect.stringContaining(
        'properties.0.type: "evnt" is not a type of condition that fits here',
      ) as unknown as string,
    ],
    [
      condition({ where: { seats: { gte: 5, gtx: 1 } } }),
      "properties.0.where.seats.gtx: there is no such field; did you mean `gt`?",
    ],
    [
      condition({ where: { seats: {} } }),
      "properties.0.where.seats: expected at least one comparison, such as `{ gte: 5 }`",
    ],
    [
      condition({ where: { plan: [] } }),
      "properties.0.where.plan: an empty list fits everything: leave the condition out",
    ],
    [
      condition({ where: { plan: 1 }, type: "group" }),
      'properties.0.group_type_index: is needed with `type: "group"`: the number of the group type, 0–4',
    ],
    [
      condition({ type: "behavioral", key: "signed up", event_type: "actions", value: "performed_event" }),
      'properties.0.key: with `event_type: "actions"`, expected an action\'s definition or its number as text',
    ],
    [
      { kind: "WebOverviewQuery", properties: [{ type: "group", key: "a", value: 1 }] },
      'properties.0.type: "group" is not a type of condition that fits here: one of event, person, session, cohort',
    ],
    [
      { kind: "ActorsQuery", properties: [{ where: { a: 1 }, type: "event" }] },
      'properties.0.type: Invalid option: expected one of "person"|"person_metadata"',
    ],
  ]);

  test("persons are filtered by their own properties when nothing else is said", () => {
    expect(insightQuery.parse({ kind: "ActorsQuery", properties: [{ where: { plan: "pro" } }] })["source"]).toEqual({
      kind: "ActorsQuery",
      properties: [{ type: "person", key: "plan", operator: "exact", value: ["pro"] }],
    });
  });
});

describe("time", () => {
  const wrong = 'expected an ISO date ("2026-01-31") or a relative one ("-7d", "-24h", "mStart", "all")';
  refused([
    [trends({ dateRange: "last week" }), `dateRange: ${wrong}`],
    [trends({ dateRange: { date_to: "7 days" } }), `dateRange.date_to: ${wrong}`],
    [trends({ conversionGoal: {} }), "conversionGoal: expected `{ actionId }` or `{ customEventName }`"],
  ]);

  test.each([
    "-7d",
    "-24h",
    "-1mStart",
    "-1dStart",
    "mStart",
    "yStart",
    "-1mEnd",
    "3d",
    "-5M",
    "-2q",
    "all",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "2026-01-01T10:00:00.000+02:00",
  ])("%s is a moment", (moment) => expect(complaints(trends({ dateRange: moment }))).toEqual([]));
});

describe("breakdowns", () => {
  const property = (name: string) => ({ property: name });
  refused([
    [
      trends({ breakdownFilter: { breakdowns: ["a", "b", "c", "d"].map(property) } }),
      "breakdownFilter.breakdowns: at most 3 breakdowns",
    ],
    [
      trends({ breakdownFilter: { breakdown: "a", breakdowns: [property("b")] } }),
      "breakdownFilter.breakdowns: `breakdown` and `breakdowns` are two forms of one thing: use one of them",
    ],
    [
      funnels({ breakdownFilter: { breakdowns: [property("b")] } }),
      "breakdownFilter.breakdowns: funnels take `breakdown` with `breakdown_type`; a list in `breakdown` combines properties",
    ],
    [
      trends({ breakdownFilter: { breakdown: powerUsers } }),
      'breakdownFilter.breakdown: a cohort here goes with `breakdown_type: "cohort"`',
    ],
    [
      trends({ breakdownFilter: { breakdown_type: "cohort", breakdown: "plan" } }),
      'breakdownFilter.breakdown: expected cohorts, or "all"',
    ],
  ]);
});

describe("results by value and by position", () => {
  const entry = (assignmentBy: string) => ({ assignmentBy, hidden: true });
  refused([
    [
      trends({ trendsFilter: { resultCustomizations: { "0": entry("position") } } }),
      'trendsFilter.resultCustomizations.0.assignmentBy: must be "value", as `resultCustomizationBy` says when it is absent',
    ],
    [
      {
        kind: "StickinessQuery",
        series: ["a"],
        stickinessFilter: { resultCustomizationBy: "position", resultCustomizations: { a: entry("value") } },
      },
      'stickinessFilter.resultCustomizations.a.assignmentBy: must be "position", as `resultCustomizationBy` says',
    ],
  ]);
});

describe("funnels", () => {
  const exclusion = (from: number, to: number, event = "x") => ({ event, funnelFromStep: from, funnelToStep: to });
  const optional = (event: string) => ({ event, optionalInFunnel: true });
  refused([
    [funnels({ series: ["a"] }), "series: a funnel has at least 2 steps"],
    [funnels({ series: Array.from({ length: 33 }, (_, i) => `e${i}`) }), "series: a funnel has at most 32 steps"],
    [
      funnels({ series: [{ event: "a", math: "dau" }, "b"] }),
      'series.0.math: Invalid option: expected one of "total"|"first_time_for_user"|"first_time_for_user_with_filters"',
    ],
    [
      funnels({ funnelsFilter: { funnelWindowInterval: 25, funnelWindowIntervalUnit: "hour" } }),
      "funnelsFilter.funnelWindowInterval: is 1 to 24 in units of `hour`",
    ],
    [
      funnels({ funnelsFilter: { funnelWindowInterval: 0 } }),
      "funnelsFilter.funnelWindowInterval: is 1 to 365 in units of `day`",
    ],
    [
      funnels({ funnelsFilter: { funnelFromStep: 2 } }),
      "funnelsFilter.funnelFromStep: is 0 to 1 in a funnel of 3 steps",
    ],
    [
      funnels({ funnelsFilter: { funnelFromStep: 1, funnelToStep: 1 } }),
      "funnelsFilter.funnelToStep: must come after `funnelFromStep`",
    ],
    [
      funnels({ funnelsFilter: { exclusions: ["x"] } }),
      "funnelsFilter.exclusions.0: expected `{ event: …, funnelFromStep, funnelToStep }`: an exclusion says between which steps it holds",
    ],
    [
      funnels({ funnelsFilter: { exclusions: [exclusion(2, 3)] } }),
      "funnelsFilter.exclusions.0.funnelFromStep: is 0 to 1 in a funnel of 3 steps",
    ],
    [
      funnels({ funnelsFilter: { exclusions: [exclusion(1, 3)] } }),
      "funnelsFilter.exclusions.0.funnelToStep: is 2 to 2 here",
    ],
    [
      funnels({ funnelsFilter: { funnelOrderType: "unordered", exclusions: [exclusion(0, 1)] } }),
      "funnelsFilter.exclusions.0.funnelToStep: in an unordered funnel an exclusion spans all steps",
    ],
    [
      funnels({ funnelsFilter: { exclusions: [exclusion(0, 1, "b")] } }),
      "funnelsFilter.exclusions.0: excludes one of the steps in its own range",
    ],
    [funnels({ series: [optional("a"), "b"] }), "series.0.optionalInFunnel: the first step cannot be optional"],
    [
      funnels({ series: ["a", optional("b"), "c"], funnelsFilter: { funnelVizType: "trends" } }),
      "series.1.optionalInFunnel: only funnels shown as `steps` or `flow` have optional steps",
    ],
    [
      funnels({ series: ["a", optional("b"), "c"], funnelsFilter: { funnelOrderType: "unordered" } }),
      "series.1.optionalInFunnel: an unordered funnel has no optional steps",
    ],
    [
      funnels({ series: ["a", optional("b"), "b"] }),
      "series.1.optionalInFunnel: the next, required step is the same: nobody could take one and not the other",
    ],
  ]);

  test("over time may have more than 32 steps", () => {
    const series = Array.from({ length: 33 }, (_, i) => `e${i}`);
    expect(complaints(funnels({ series, funnelsFilter: { funnelVizType: "trends" } }))).toEqual([]);
  });
});

describe("retention", () => {
  const warehouse = { type: "data_warehouse", id: "t", table_name: "t", timestamp_field: "at" };
  refused([
    [retention({ totalIntervals: 101 }), "retentionFilter.totalIntervals: is 1 to 100"],
    [
      retention({ retentionCustomBrackets: [60, 60] }),
      "retentionFilter.retentionCustomBrackets: at most 100 intervals, and at most 100 periods in sum",
    ],
    [
      retention({ aggregationType: "sum" }),
      'retentionFilter.aggregationProperty: is needed with `aggregationType: "sum"`',
    ],
    [
      retention({ timeWindowMode: "24_hour_windows", cumulative: true }),
      "retentionFilter.timeWindowMode: 24 hour windows do not go with `cumulative`",
    ],
    [
      retention({ timeWindowMode: "24_hour_windows", targetEntity: warehouse }, { breakdownFilter: "$os" }),
      "retentionFilter.timeWindowMode: 24 hour windows do not go with a breakdown over the data warehouse",
    ],
    [
      retention({ customAggregationTarget: true, targetEntity: warehouse }),
      "retentionFilter.customAggregationTarget: needs both entities from the data warehouse",
    ],
    [
      retention({ targetEntity: { id: "x", type: "actions" } }),
      "retentionFilter.targetEntity.id: expected an action's definition, or its number",
    ],
    [
      retention({ targetEntity: { id: 5 } }),
      'retentionFilter.targetEntity.type: an action goes with `type: "actions"`',
    ],
  ]);
});

describe("paths", () => {
  refused([
    [
      { kind: "PathsQuery", pathsFilter: { includeEventTypes: ["hogql"] } },
      "pathsFilter.pathsHogQLExpression: is needed with `hogql` in `includeEventTypes`",
    ],
    [
      { kind: "PathsV2Query", pathsV2Filter: { conversionWindowInterval: 1 } },
      "pathsV2Filter.conversionWindowInterval: goes with an `anchor` only",
    ],
    [
      { kind: "PathsV2Query", pathsV2Filter: { gapInterval: 2000 } },
      "pathsV2Filter.gapInterval: is 1 to 1440 in units of `minute`",
    ],
  ]);
});

describe("SQL", () => {
  refused([
    [
      { kind: "HogQLQuery", query: "select {variables.plan}, { variables.other }", variables: { other: 1 } },
      "variables: the query uses {variables.plan}, which is missing here",
    ],
    [{ kind: "HogQLQuery", query: "" }, "query: Too small: expected string to have >=1 characters"],
    [
      { kind: "DataVisualizationNode", source: { kind: "TrendsQuery", series: ["a"] } },
      'source.kind: Invalid input: expected "HogQLQuery"',
      "source.query: Invalid input: expected string, received undefined",
      "source.series: there is no such field",
    ],
  ]);
});

describe("kinds", () => {
  refused([
    [
      { kind: "TrendQuery", series: ["a"] },
      'kind: "TrendQuery" is not a query that an insight can hold; did you mean "TrendsQuery"?',
    ],
    [{ kind: "BrandNewThing" }, 'kind: "BrandNewThing" is not a query that an insight can hold; `raw(…)` takes others'],
    [{ series: ["a"] }, ": expected a query with a `kind`, such as `trends({ … })`"],
    [{ $raw: { kind: "TrendQuery" } }, '$raw.kind: "TrendQuery" is no kind of node; did you mean "TrendsQuery"?'],
    [{ $raw: { kind: "InsightActorsQuery" } }, '$raw.kind: "InsightActorsQuery" cannot be saved here'],
    [
      { kind: "InsightVizNode", source: { kind: "EventsQuery", select: [] } },
      expect.stringContaining(
        'source.kind: "EventsQuery" is no kind of an insight\'s source: one of TrendsQuery',
      ) as unknown as string,
    ],
  ]);

  test("a raw node may be of a kind that only a newer server knows", () => {
    expect(insightQuery.parse({ $raw: { kind: "BrandNewThing", a: 1 } })).toEqual({ kind: "BrandNewThing", a: 1 });
  });
});

test("everything that is wrong is reported at once", () => {
  const query = funnels({
    series: [{ event: "a", mth: "total" }],
    interval: "fortnight",
    funnelsFilter: { funnelWindowInterval: 400, layot: "horizontal" },
    dateRange: "yesterday",
    breakdownFilter: { breakdowns: [{ property: "a" }], breakdown: "b" },
  });
  expect(
    complaints(query)
      .map((text) => text.split(":")[0])
      .sort(),
  ).toEqual(
    [
      "breakdownFilter.breakdowns",
      "breakdownFilter.breakdowns",
      "dateRange",
      "funnelsFilter.funnelWindowInterval",
      "funnelsFilter.layot",
      "interval",
      "series",
      "series.0.mth",
    ].sort(),
  );
});
