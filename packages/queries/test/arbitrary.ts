/** Generated queries, as people may write them: short forms and full ones mixed. */
import { lookup, ref } from "@posthog-definitions/core";
import fc from "fast-check";
import {
  actorsQuery,
  and,
  dataTable,
  eventsQuery,
  funnels,
  hogql,
  inCohort,
  insightViz,
  lifecycle,
  notInCohort,
  or,
  paths,
  retention,
  sqlChart,
  stickiness,
  trends,
  webOverview,
  webStatsTable,
  where,
  whereGroup,
  wherePerson,
  whereSql,
  type Conditions,
  type FilterInput,
  type PropertyGroupFilter,
  type Query,
} from "../src/index.js";
import { invoicePaid, powerUsers } from "./corpus/example.js";

const name = fc.constantFrom(
  "$pageview",
  "signed up",
  "order paid",
  "note_saved",
  "constructor",
  "toString",
  " ",
  "a\u2028b",
  "where",
  "$ref",
);
const key = fc.constantFrom(
  "plan",
  "seats",
  "$browser",
  "total",
  "constructor",
  "toString",
  "where",
  "type",
  "gte",
  "is_set",
  "key",
  "values",
  "10",
  "a.b",
  "$ref",
  "$call",
);
const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const actionRef = fc.constantFrom(invoicePaid, ref("action", "core-action"), lookup("action", { name: "Core" }), 17);
const cohortRef = fc.constantFrom(powerUsers, ref("cohort", "beta"), lookup("cohort", { name: "Beta" }), 42);

const comparison: fc.Arbitrary<Conditions[string]> = fc.oneof(
  fc.constantFrom<Conditions[string]>("pro", 5, true, 1e21, 0.1 + 0.2, 2 ** 53 + 1, "", "constructor", "1e21"),
  fc.constant(["pro", "team"]),
  fc.record({ gte: fc.integer(), lt: fc.integer() }, { requiredKeys: ["gte"] }),
  fc.constantFrom(
    { is_set: true as const },
    { icontains: ["a", "b"] },
    { is_date_after: "-30d" },
    { semver_gt: "1.2" },
  ),
);
const conditions = fc.dictionary(key, comparison, { minKeys: 1, maxKeys: 3 });

export const filter: fc.Arbitrary<FilterInput> = fc.oneof(
  conditions.map((c) => where(c)),
  conditions.map((c) => wherePerson(c)),
  conditions.map((c) => whereGroup(0, c)),
  cohortRef.map((c) => inCohort(c)),
  cohortRef.map((c) => notInCohort(c)),
  fc.constant(whereSql("properties.total > 10")),
  fc.record({
    type: fc.constantFrom("event" as const, "session" as const, "element" as const),
    key,
    operator: fc.constantFrom("exact" as const, "is_not" as const),
    value: fc.constantFrom("a", ["a", 1], false),
  }),
  fc.constantFrom<FilterInput>(
    { type: "flag", key: ref("feature-flag", "beta"), operator: "flag_evaluates_to", value: true },
    { type: "behavioral", key: invoicePaid, event_type: "actions", value: "performed_event" },
    { type: "event", key: "plan", operator: "is_set" },
  ),
);
const filters = fc.array(filter, { maxLength: 3 });

const { group } = fc.letrec<{ group: PropertyGroupFilter }>((tie) => ({
  group: fc
    .tuple(
      fc.boolean(),
      fc.array(fc.oneof({ depthSize: "small" }, filter, tie("group")), { minLength: 1, maxLength: 3 }),
    )
    .map(([all, members]) => (all ? and(...members) : or(...members))),
}));
const properties = fc.oneof(
  filters,
  group,
  conditions.map((c) => where(c)),
);

const series = fc.oneof(
  name,
  fc.record({ event: fc.oneof(name, fc.constant(null)), properties: filters }, { requiredKeys: ["event"] }),
  fc.record(
    { event: name, math: fc.constantFrom("total" as const, "dau" as const), custom_name: fc.string() },
    { requiredKeys: ["event"] },
  ),
  fc.record({ action: actionRef, math: fc.constant("sum" as const), math_property: key }),
  fc.record({ kind: fc.constant("ActionsNode" as const), id: actionRef }),
  fc.record({ kind: fc.constant("EventsNode" as const), event: some(name) }),
);
const someSeries = fc.array(series, { minLength: 1, maxLength: 3 });

const dateRange = fc.oneof(
  fc.constantFrom("-30d", "mStart", "all", "2026-01-31"),
  fc.record(
    { date_from: fc.constantFrom("-7d", null), date_to: fc.constant("-1d"), explicitDate: fc.boolean() },
    { requiredKeys: [] },
  ),
);
const base = { dateRange: some(dateRange), filterTestAccounts: some(fc.boolean()), properties: some(properties) };
const breakdown = fc.oneof(
  name,
  fc.record({
    breakdown_type: fc.constant("cohort" as const),
    breakdown: fc.array(cohortRef, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ breakdown_type: fc.constant("person" as const), breakdown: key }),
);

const trendsQuery = fc
  .record({
    ...base,
    series: someSeries,
    interval: some(fc.constantFrom("day" as const, "week" as const)),
    breakdownFilter: some(
      fc.oneof(
        breakdown,
        fc.record({
          breakdowns: fc.array(fc.record({ property: key, type: fc.constant("event" as const) }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      ),
    ),
    trendsFilter: some(
      fc.record(
        {
          display: fc.constantFrom("ActionsBar" as const, "BoldNumber" as const),
          formulaNodes: fc.array(fc.record({ formula: fc.constant("A / B") }), { maxLength: 2 }),
          hiddenLegendIndexes: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
          showLegend: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    ),
    conversionGoal: some(actionRef.map((actionId) => ({ actionId }))),
  })
  .map((input) => trends(input));

const funnelsQuery = fc
  .record({
    ...base,
    series: fc.array(
      fc.oneof(name, fc.record({ action: actionRef }), fc.record({ event: name, properties: filters })),
      {
        minLength: 2,
        maxLength: 4,
      },
    ),
    breakdownFilter: some(breakdown),
    funnelsFilter: some(
      fc.record(
        {
          layout: fc.constant("horizontal" as const),
          exclusions: fc.constant([{ event: "cancelled", funnelFromStep: 0, funnelToStep: 1 }]),
        },
        { requiredKeys: [] },
      ),
    ),
  })
  .map((input) => funnels(input));

const entity = fc.oneof(
  name,
  fc.record({ action: actionRef, properties: some(filters) }),
  fc.record({ event: name, custom_name: fc.string() }),
);
const retentionQuery = fc
  .record({
    ...base,
    retentionFilter: fc.record(
      { period: fc.constantFrom("Day" as const, "Week" as const), targetEntity: entity, returningEntity: entity },
      { requiredKeys: [] },
    ),
  })
  .map((input) => retention(input));

/** As JSON carries it: without the minus of -0. */
const json = fc.json().map((text): unknown => JSON.parse(text));

const sql = fc
  .record({
    query: fc.constant("select {variables.plan}, {name} from events where {filters}"),
    variables: fc.record({
      plan: fc.constantFrom<string | number | string[] | { isNull: true } | object>(
        "pro",
        3,
        ["a"],
        { isNull: true as const },
        {},
      ),
    }),
    values: some(fc.dictionary(name, json)),
    filters: some(fc.record({ properties: filters, dateRange })),
  })
  .map((input) => hogql(input));

/** Any query that an insight can hold. */
export const query: fc.Arbitrary<Query> = fc.oneof(
  trendsQuery,
  trendsQuery.map((source) => insightViz(source, { showTable: true })),
  funnelsQuery,
  retentionQuery,
  fc
    .record({ ...base, pathsFilter: fc.record({ startPoint: fc.string() }, { requiredKeys: [] }) })
    .map((input) => paths(input)),
  fc.record({ ...base, series: someSeries }).map((input) => stickiness(input)),
  fc
    .record({ ...base, series: fc.tuple(fc.oneof(name, fc.record({ action: actionRef }))) })
    .map((input) => lifecycle(input)),
  sql,
  sql.map((source) => sqlChart(source, { display: "ActionsBar", chartSettings: { showLegend: true } })),
  fc
    .record({
      dateRange: some(dateRange),
      properties: some(
        fc.array(
          conditions.map((c) => where(c)),
          { maxLength: 2 },
        ),
      ),
    })
    .map((input) => webOverview(input)),
  fc.constant(webStatsTable({ breakdownBy: "Page" })),
  fc
    .record({ select: fc.array(name), actionId: some(actionRef), properties: some(filters) })
    .map((input) => dataTable(eventsQuery(input), { full: true })),
  cohortRef.map((c) => actorsQuery({ properties: [inCohort(c)] })),
);

/** What a server may send: any JSON, with names that mean something here more often than chance would have it. */
export const junk: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(
      null,
      true,
      0,
      17,
      -0,
      1e21,
      "constructor",
      "toString",
      "__proto__",
      "",
      "total",
      "17",
      "AND",
      "OR",
    ),
    fc.array(tie("any"), { maxLength: 3 }),
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            "kind",
            "constructor",
            "toString",
            "__proto__",
            "type",
            "key",
            "value",
            "values",
            "id",
            "series",
            "source",
            "properties",
            "math",
            "version",
            "variables",
            "code_name",
            "isNull",
            "breakdown",
            "breakdown_type",
            "breakdowns",
            "property",
            "operator",
            "retentionFilter",
            "targetEntity",
            "uuid",
            "trendsFilter",
            "hiddenLegendIndexes",
            "resultCustomizations",
            "showMean",
            "conversionGoal",
            "actionId",
            "cohort",
            "$ref",
            "event_type",
          ),
          fc.oneof(
            fc.constantFrom(
              "TrendsQuery",
              "HogQLQuery",
              "RetentionQuery",
              "ActionsNode",
              "EventsNode",
              "InsightVizNode",
              "PersonsNode",
              "EventsQuery",
              "cohort",
              "event",
              "flag",
              "behavioral",
              "actions",
              "is_set",
              "empty",
              "id",
            ),
            tie("any"),
          ),
        ),
        { maxLength: 6 },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
})).any;
