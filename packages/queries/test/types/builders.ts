/* eslint-disable @typescript-eslint/no-unused-expressions -- only the compiler looks at these */
import { lookup, ref } from "@posthog-definitions/core";
import {
  anyOf,
  dataTable,
  event,
  eventsQuery,
  experimentExposure,
  funnelMetric,
  funnels,
  hogql,
  inCohort,
  insightViz,
  lifecycle,
  meanMetric,
  or,
  ratioMetric,
  raw,
  retention,
  retentionMetric,
  sqlChart,
  stickiness,
  trends,
  webOverview,
  webStatsTable,
  where,
  wherePerson,
  type EndpointQuery,
  type ExperimentExposureCriteria,
  type ExperimentMetric,
  type Query,
} from "../../src/index.js";
import { dashboard, invoicePaid, powerUsers } from "../corpus/example.js";

// ── what people write

trends({ series: ["a", { event: "a" }, { action: invoicePaid }, { action: ref("action", "x") }, event("a")] });
trends({ series: [event("a", { math: "sum", math_property: "total" })], properties: where({ plan: ["pro", 5] }) });
trends({ series: ["a"] as const, properties: [wherePerson({ a: { gte: 1 } }), inCohort(lookup("cohort", { id: 1 }))] });
funnels({ series: [event("a"), event("b", { optionalInFunnel: true }), anyOf(["c", { action: 1 }])] });
funnels({ series: [event("a", { math: "first_time_for_user" }), "b"] });
lifecycle({ series: [event("a")] });
stickiness({ series: [event("a", { math: "dau" })] });
const queries: Query[] = [
  trends({ series: ["a"] }),
  insightViz(webStatsTable({ breakdownBy: "Page" })),
  hogql("select 1"),
  sqlChart("select 1", { display: "ActionsBar" }),
  dataTable(eventsQuery({ select: ["*"] })),
  raw({ kind: "Anything", at: "all" }),
  { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "a" }] },
];
const endpoint: EndpointQuery = hogql("select 1");
[queries, endpoint];
const week = { retention_window_start: 0, retention_window_end: 7, retention_window_unit: "day" } as const;
const metrics: ExperimentMetric[] = [
  meanMetric({ source: event("a", { math: "sum", math_property: "total" }), threshold: 5 }),
  meanMetric({
    source: { action: invoicePaid, math: "unique_session" },
    conversion_window: 7,
    conversion_window_unit: "day",
  }),
  funnelMetric({ series: ["a", event("b"), { action: ref("action", "x") }, { event: "c", math: "dau" }] }),
  ratioMetric({ numerator: "a", denominator: event("b", { math: "dau" }), breakdownFilter: "$os" }),
  retentionMetric({ start_event: experimentExposure(), completion_event: "b", ...week, start_handling: "first_seen" }),
  raw({ kind: "ExperimentMetric", metric_type: "mean", tomorrow: true }),
  { kind: "ExperimentMetric", metric_type: "mean", source: { kind: "EventsNode", event: "a" } },
];
const exposures: ExperimentExposureCriteria[] = [
  { exposure_config: "a" },
  { exposure_config: { event: "a", properties: where({ plan: "pro" }) }, filterTestAccounts: true },
  { exposure_config: { action: invoicePaid } },
  { exposure_config: { kind: "ActionsNode", id: invoicePaid, properties: [] } },
];
[metrics, exposures];

// ── what the compiler catches

// @ts-expect-error a misspelt field
trends({ series: ["a"], intervall: "day" });
// @ts-expect-error a misspelt field of a series
trends({ series: [{ evnt: "a" }] });
// @ts-expect-error a misspelt field at depth
trends({ series: ["a"], trendsFilter: { formulaNodes: [{ formla: "A" }] } });
// @ts-expect-error no such way of counting
trends({ series: [{ event: "a", math: "average" }] });
// @ts-expect-error a way of counting that funnels do not have
funnels({ series: [{ event: "a", math: "dau" }, "b"] });
// @ts-expect-error the same through the builder
funnels({ series: [event("a", { math: "dau" }), "b"] });
// @ts-expect-error lifecycle has nothing to choose
lifecycle({ series: [event("a", { math: "dau" })] });
// @ts-expect-error a misspelt option of a builder
event("a", { optional: true });
// @ts-expect-error no such interval
trends({ series: ["a"], interval: "fortnight" });
// @ts-expect-error no such operator
trends({ series: ["a"], properties: [{ type: "event", key: "a", operator: "equals", value: 1 }] });
// @ts-expect-error no such type of condition
trends({ series: ["a"], properties: [{ type: "evnt", key: "a", value: 1 }] });
// @ts-expect-error an operator that cohorts do not have
trends({ series: ["a"], properties: [{ type: "cohort", key: "id", value: 1, operator: "exact" }] });
// @ts-expect-error no such operator in the short form
where({ plan: { equals: "pro" } });
// @ts-expect-error a number compared with text
where({ seats: { gte: "5" } });
// @ts-expect-error a dashboard where an action belongs
trends({ series: [{ action: dashboard({ key: "d", name: "D" }) }] });
// @ts-expect-error an action where a cohort belongs
inCohort(invoicePaid);
// @ts-expect-error a reference to another kind
trends({ series: [{ action: ref("cohort", "x") }] });
// @ts-expect-error a cohort where an action belongs
trends({ series: ["a"], conversionGoal: { actionId: powerUsers } });
// @ts-expect-error no such chart
sqlChart("select 1", { display: "Bars" });
funnels({
  series: ["a", "b"],
  // @ts-expect-error no such colour
  funnelsFilter: { resultCustomizations: { a: { assignmentBy: "value", color: "red" } } },
});
// @ts-expect-error the period is capitalised
retention({ retentionFilter: { period: "week" } });
// @ts-expect-error retentionFilter is required
retention({});
// @ts-expect-error web analytics cannot filter by groups
webOverview({ properties: [{ type: "group", key: "a", value: 1 }] });
// @ts-expect-error nor by groups of conditions
webOverview({ properties: or(where({ a: 1 })) });
// @ts-expect-error stickiness has no breakdown
stickiness({ series: ["a"], breakdownFilter: "$os" });
// @ts-expect-error an insight is no table's source
dataTable(trends({ series: ["a"] }));
// @ts-expect-error no such kind
({ kind: "TrendQuery", series: ["a"] }) satisfies Query;
// @ts-expect-error an endpoint takes no wrapper
insightViz(trends({ series: ["a"] })) satisfies EndpointQuery;
// @ts-expect-error what was built cannot be changed
trends({ series: ["a"] }).series = [];
// @ts-expect-error a way of counting that experiments lack
meanMetric({ source: { event: "a", math: "median" } });
// @ts-expect-error the same through the builder
meanMetric({ source: event("a", { math: "weekly_active" }) });
// @ts-expect-error the same in a funnel's step
funnelMetric({ series: [event("a", { math: "first_time_for_user" })] });
// @ts-expect-error a mean has one source
meanMetric({ series: ["a"] });
// @ts-expect-error a funnel has steps
funnelMetric({ source: "a" });
// @ts-expect-error a ratio has two
ratioMetric({ numerator: "a" });
// @ts-expect-error a threshold makes no sense of a ratio
ratioMetric({ numerator: "a", denominator: "b", threshold: 1 });
// @ts-expect-error retention has a window
retentionMetric({ start_event: "a", completion_event: "b", start_handling: "first_seen" });
const years = { retention_window_start: 0, retention_window_end: 7, retention_window_unit: "year" } as const;
// @ts-expect-error no such unit
retentionMetric({ start_event: "a", completion_event: "b", ...years, start_handling: "first_seen" });
// @ts-expect-error the exposure is where retention starts, and nowhere else
meanMetric({ source: experimentExposure() });
// @ts-expect-error a series of several events
meanMetric({ source: anyOf(["a", "b"]) });
// @ts-expect-error a cohort where an action belongs
meanMetric({ source: { action: powerUsers } });
// @ts-expect-error a reference to another kind
funnelMetric({ series: [{ action: ref("cohort", "x") }] });
// @ts-expect-error a misspelt field
meanMetric({ source: "a", goall: "increase" });
// @ts-expect-error no such goal
meanMetric({ source: "a", goal: "up" });
// @ts-expect-error members of another type
({ kind: "ExperimentMetric", metric_type: "ratio", source: "a" }) satisfies ExperimentMetric;
// @ts-expect-error no such type of metric
({ kind: "ExperimentMetric", metric_type: "median", source: "a" }) satisfies ExperimentMetric;
// @ts-expect-error a legacy metric
({ kind: "ExperimentTrendsQuery", count_query: trends({ series: ["a"] }) }) satisfies ExperimentMetric;
// @ts-expect-error a query is no metric
trends({ series: ["a"] }) satisfies ExperimentMetric;
// @ts-expect-error a metric is no insight
meanMetric({ source: "a" }) satisfies Query;
// @ts-expect-error a cohort where an action belongs
({ exposure_config: { action: powerUsers } }) satisfies ExperimentExposureCriteria;
// @ts-expect-error an exposure is not counted
({ exposure_config: { event: "a", math: "dau" } }) satisfies ExperimentExposureCriteria;
