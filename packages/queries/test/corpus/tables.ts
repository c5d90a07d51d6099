import {
  actorsQuery,
  and,
  dataTable,
  eventsQuery,
  funnels,
  groupsQuery,
  hogql,
  inCohort,
  sessionsQuery,
  trends,
  webStatsTable,
  where,
  whereGroup,
  wherePerson,
  whereSession,
  whereSql,
} from "../../src/index.js";
import { invoicePaid, powerUsers, type Example } from "./example.js";

const table = (source: object) => ({ kind: "DataTableNode", source });

export const eventsQueryExamples: readonly Example[] = [
  {
    title: "exceptions of the last day, with controls",
    query: dataTable(
      eventsQuery({
        select: ["timestamp", "event", "person", "properties.$current_url -- URL"],
        event: "$exception",
        after: "-24h",
        orderBy: ["timestamp DESC"],
        limit: 100,
        properties: [{ type: "event", key: "$lib", operator: "exact", value: ["web"] }],
      }),
      { full: true, pinnedColumns: ["timestamp"], showExport: true },
    ),
    node: {
      kind: "DataTableNode",
      full: true,
      source: {
        kind: "EventsQuery",
        select: ["timestamp", "event", "person", "properties.$current_url -- URL"],
        event: "$exception",
        after: "-24h",
        orderBy: ["timestamp DESC"],
        limit: 100,
        properties: [{ type: "event", key: "$lib", operator: "exact", value: ["web"] }],
      },
      pinnedColumns: ["timestamp"],
      showExport: true,
    },
  },
  {
    title: "events of an action",
    query: eventsQuery({ select: ["*"], actionId: invoicePaid, where: ["properties.total > 10"] }),
    node: table({
      kind: "EventsQuery",
      select: ["*"],
      actionId: { $ref: "action", key: "invoice-paid" },
      where: ["properties.total > 10"],
    }),
  },
  {
    title: "events that match a step",
    query: eventsQuery({
      select: ["event"],
      actionSteps: [{ event: "$autocapture", text: "Buy", text_matching: "exact", properties: where({ plan: "pro" }) }],
    }),
    node: table({
      kind: "EventsQuery",
      select: ["event"],
      actionSteps: [
        {
          event: "$autocapture",
          text: "Buy",
          text_matching: "exact",
          properties: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }],
        },
      ],
    }),
  },
];

export const sessionsQueryExamples: readonly Example[] = [
  {
    title: "long sessions",
    query: sessionsQuery({
      select: ["session_id", "$session_duration"],
      properties: whereSession({ $session_duration: { gt: 600 } }),
      orderBy: ["$session_duration DESC"],
    }),
    node: table({
      kind: "SessionsQuery",
      select: ["session_id", "$session_duration"],
      properties: [{ type: "session", key: "$session_duration", operator: "gt", value: 600 }],
      orderBy: ["$session_duration DESC"],
    }),
  },
  {
    title: "sessions with an action",
    query: sessionsQuery({ select: ["session_id"], actionId: 4, after: "-7d", before: "2026-01-31" }),
    node: table({
      kind: "SessionsQuery",
      select: ["session_id"],
      actionId: { $ref: "action", id: 4 },
      after: "-7d",
      before: "2026-01-31",
    }),
  },
  {
    title: "sessions with certain events",
    query: sessionsQuery({
      select: ["session_id"],
      event: "order paid",
      eventProperties: where({ total: { gte: 100 } }),
      filterTestAccounts: true,
    }),
    node: table({
      kind: "SessionsQuery",
      select: ["session_id"],
      event: "order paid",
      eventProperties: [{ type: "event", key: "total", operator: "gte", value: 100 }],
      filterTestAccounts: true,
    }),
  },
];

export const actorsQueryExamples: readonly Example[] = [
  {
    title: "power users",
    query: actorsQuery({ select: ["person", "created_at"], properties: [inCohort(powerUsers)], limit: 20 }),
    node: table({
      kind: "ActorsQuery",
      select: ["person", "created_at"],
      properties: [{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "power-users" } }],
      limit: 20,
    }),
  },
  { title: "all persons", query: actorsQuery(), node: table({ kind: "ActorsQuery" }) },
  {
    title: "persons that SQL finds, by properties",
    query: actorsQuery({
      source: hogql("select person_id from events where event = 'order paid'"),
      properties: [wherePerson({ email: { icontains: "@example.com" } }), whereSql("person.properties.age > 17")],
      search: "ann",
    }),
    node: table({
      kind: "ActorsQuery",
      source: { kind: "HogQLQuery", query: "select person_id from events where event = 'order paid'" },
      properties: [
        { type: "person", key: "email", operator: "icontains", value: "@example.com" },
        { type: "hogql", key: "person.properties.age > 17" },
      ],
      search: "ann",
    }),
  },
];

export const groupsQueryExamples: readonly Example[] = [
  {
    title: "companies on a plan",
    query: groupsQuery({ group_type_index: 0, properties: [whereGroup(0, { plan: "enterprise" })] }),
    node: table({
      kind: "GroupsQuery",
      group_type_index: 0,
      properties: [{ type: "group", group_type_index: 0, key: "plan", operator: "exact", value: ["enterprise"] }],
    }),
  },
  {
    title: "found by name",
    query: groupsQuery({ group_type_index: 1, search: "acme", select: ["group_name", "key"] }),
    node: table({ kind: "GroupsQuery", group_type_index: 1, search: "acme", select: ["group_name", "key"] }),
  },
  {
    title: "sorted, the second page",
    query: dataTable(groupsQuery({ group_type_index: 0, orderBy: ["group_name"], limit: 50, offset: 50 }), {
      showPropertyFilter: ["groups_0", "hogql_expression"],
    }),
    node: {
      kind: "DataTableNode",
      source: { kind: "GroupsQuery", group_type_index: 0, orderBy: ["group_name"], limit: 50, offset: 50 },
      showPropertyFilter: ["groups_0", "hogql_expression"],
    },
  },
];

export const dataTableExamples: readonly Example[] = [
  {
    title: "SQL in a data table, which is asked for",
    query: dataTable(hogql("select 1"), { showReload: true, context: { type: "team_columns" } }),
    node: {
      kind: "DataTableNode",
      source: { kind: "HogQLQuery", query: "select 1" },
      showReload: true,
      context: { type: "team_columns" },
    },
  },
  {
    title: "web statistics in a data table",
    query: dataTable(webStatsTable({ breakdownBy: "Browser" })),
    node: table({ kind: "WebStatsTableQuery", breakdownBy: "Browser" }),
  },
  {
    title: "all events",
    query: dataTable({ kind: "EventsNode", properties: where({ plan: "pro" }) }, { expandable: false }),
    node: {
      kind: "DataTableNode",
      source: {
        kind: "EventsNode",
        properties: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }],
      },
      expandable: false,
    },
  },
  {
    title: "persons in a cohort, the old way",
    query: { kind: "PersonsNode", cohort: powerUsers, search: "ann" },
    node: table({ kind: "PersonsNode", cohort: { $ref: "cohort", key: "power-users" }, search: "ann" }),
  },
  {
    title: "sessions by origin",
    query: {
      kind: "SessionAttributionExplorerQuery",
      groupBy: ["ChannelType", "Campaign"],
      filters: { properties: [whereSession({ $channel_type: ["Email"] })], dateRange: "-30d" },
    },
    node: table({
      kind: "SessionAttributionExplorerQuery",
      groupBy: ["ChannelType", "Campaign"],
      filters: {
        properties: [{ type: "session", key: "$channel_type", operator: "exact", value: ["Email"] }],
        dateRange: { date_from: "-30d" },
      },
    }),
  },
  {
    title: "clicks that lead away",
    query: { kind: "WebExternalClicksTableQuery", stripQueryParams: true, limit: 10 },
    node: table({ kind: "WebExternalClicksTableQuery", stripQueryParams: true, limit: 10 }),
  },
  {
    title: "goals",
    query: { kind: "WebGoalsQuery", dateRange: "-7d", orderBy: ["ConversionRate", "DESC"] },
    node: table({ kind: "WebGoalsQuery", dateRange: { date_from: "-7d" }, orderBy: ["ConversionRate", "DESC"] }),
  },
  {
    title: "web vitals",
    query: { kind: "WebVitalsQuery", source: trends({ series: ["$web_vitals"] }) },
    node: table({
      kind: "WebVitalsQuery",
      source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "$web_vitals" }] },
    }),
  },
  {
    title: "pages by web vital",
    query: { kind: "WebVitalsPathBreakdownQuery", percentile: "p75", metric: "LCP", thresholds: [2500, 4000] },
    node: table({ kind: "WebVitalsPathBreakdownQuery", percentile: "p75", metric: "LCP", thresholds: [2500, 4000] }),
  },
  {
    title: "bots, of which the fields are not known here",
    query: { kind: "WebBotsTableQuery", breakdownBy: "Crawler" },
    node: table({ kind: "WebBotsTableQuery", breakdownBy: "Crawler" }),
  },
];

export const productTableExamples: readonly Example[] = [
  {
    title: "traces",
    query: { kind: "TracesQuery", dateRange: "-1d", properties: where({ $ai_model: "m-1" }), filterTestAccounts: true },
    node: table({
      kind: "TracesQuery",
      dateRange: { date_from: "-1d" },
      properties: [{ type: "event", key: "$ai_model", operator: "exact", value: ["m-1"] }],
      filterTestAccounts: true,
    }),
  },
  {
    title: "one trace",
    query: { kind: "TraceQuery", traceId: "t-1", includeSentiment: true },
    node: table({ kind: "TraceQuery", traceId: "t-1", includeSentiment: true }),
  },
  {
    title: "traces of a session",
    query: { kind: "SessionQuery", sessionId: "s-1", limit: 5 },
    node: table({ kind: "SessionQuery", sessionId: "s-1", limit: 5 }),
  },
  {
    title: "open issues",
    query: {
      kind: "ErrorTrackingQuery",
      orderBy: "occurrences",
      orderDirection: "DESC",
      dateRange: "-7d",
      volumeResolution: 20,
      status: "active",
      assignee: { type: "user", id: 3 },
      filterGroup: and(where({ $lib: "web" })),
    },
    node: table({
      kind: "ErrorTrackingQuery",
      orderBy: "occurrences",
      orderDirection: "DESC",
      dateRange: { date_from: "-7d" },
      volumeResolution: 20,
      status: "active",
      assignee: { type: "user", id: 3 },
      filterGroup: {
        type: "AND",
        values: [{ type: "AND", values: [{ type: "event", key: "$lib", operator: "exact", value: ["web"] }] }],
      },
    }),
  },
  {
    title: "issues that go with events",
    query: { kind: "ErrorTrackingIssueCorrelationQuery", events: ["order failed"] },
    node: table({ kind: "ErrorTrackingIssueCorrelationQuery", events: ["order failed"] }),
  },
  {
    title: "marketing by campaign",
    query: {
      kind: "MarketingAnalyticsTableQuery",
      select: ["Campaign", "Cost"],
      orderBy: [["Cost", "DESC"]],
      drillDownLevel: "campaign",
      integrationFilter: { integrationSourceIds: ["a"] },
    },
    node: table({
      kind: "MarketingAnalyticsTableQuery",
      select: ["Campaign", "Cost"],
      orderBy: [["Cost", "DESC"]],
      drillDownLevel: "campaign",
      integrationFilter: { integrationSourceIds: ["a"] },
    }),
  },
  {
    title: "marketing in sum",
    query: { kind: "MarketingAnalyticsAggregatedQuery", dateRange: "-30d" },
    node: table({ kind: "MarketingAnalyticsAggregatedQuery", dateRange: { date_from: "-30d" } }),
  },
  {
    title: "usage of endpoints",
    query: { kind: "EndpointsUsageTableQuery", breakdownBy: "Endpoint", orderBy: ["requests", "DESC"] },
    node: table({ kind: "EndpointsUsageTableQuery", breakdownBy: "Endpoint", orderBy: ["requests", "DESC"] }),
  },
  {
    title: "accounts",
    query: { kind: "AccountsQuery", tagNames: ["vip"], assignedToUserIds: [1, 2] },
    node: table({ kind: "AccountsQuery", tagNames: ["vip"], assignedToUserIds: [1, 2] }),
  },
  {
    title: "metrics of experiments, the old way",
    query: { kind: "ExperimentTrendsQuery", count_query: trends({ series: ["a"] }), experiment_id: 9 },
    node: table({
      kind: "ExperimentTrendsQuery",
      count_query: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "a" }] },
      experiment_id: { $ref: "experiment", id: 9 },
    }),
  },
  {
    title: "funnels of experiments, the old way",
    query: { kind: "ExperimentFunnelsQuery", funnels_query: funnels({ series: ["a", "b"] }), name: "Checkout" },
    node: table({
      kind: "ExperimentFunnelsQuery",
      funnels_query: {
        kind: "FunnelsQuery",
        series: [
          { kind: "EventsNode", event: "a" },
          { kind: "EventsNode", event: "b" },
        ],
      },
      name: "Checkout",
    }),
  },
];
