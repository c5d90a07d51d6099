/* eslint-disable @typescript-eslint/no-unused-expressions -- only the compiler looks at these */
import { lookup, ref } from "@posthog-definitions/core";
import {
  anyOf,
  dataTable,
  event,
  eventsQuery,
  funnels,
  hogql,
  inCohort,
  insightViz,
  lifecycle,
  or,
  raw,
  retention,
  sqlChart,
  stickiness,
  trends,
  webOverview,
  webStatsTable,
  where,
  wherePerson,
  type EndpointQuery,
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
