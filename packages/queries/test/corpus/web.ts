import { inCohort, webOverview, webStatsTable, where, whereSession } from "../../src/index.js";
import { invoicePaid, powerUsers, type Example } from "./example.js";

export const webOverviewExamples: readonly Example[] = [
  {
    title: "the last week, compared, with a conversion goal",
    query: webOverview({
      dateRange: "-7d",
      compareFilter: { compare: true },
      conversionGoal: { customEventName: "signup_done" },
      filterTestAccounts: true,
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "WebOverviewQuery",
        dateRange: { date_from: "-7d" },
        compareFilter: { compare: true },
        conversionGoal: { customEventName: "signup_done" },
        filterTestAccounts: true,
      },
    },
  },
  {
    title: "nothing said",
    query: webOverview(),
    node: { kind: "InsightVizNode", source: { kind: "WebOverviewQuery" } },
  },
  {
    title: "conditions on events, sessions and cohorts",
    query: webOverview({
      properties: [
        where({ $host: "www.example.com" }),
        whereSession({ $channel_type: "Direct" }),
        inCohort(powerUsers),
      ],
      conversionGoal: { actionId: invoicePaid },
      doPathCleaning: true,
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "WebOverviewQuery",
        properties: [
          { type: "event", key: "$host", operator: "exact", value: ["www.example.com"] },
          { type: "session", key: "$channel_type", operator: "exact", value: ["Direct"] },
          { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "power-users" } },
        ],
        conversionGoal: { actionId: { $ref: "action", key: "invoice-paid" } },
        doPathCleaning: true,
      },
    },
  },
];

export const webStatsTableExamples: readonly Example[] = [
  {
    title: "channels by visitors",
    query: webStatsTable({
      breakdownBy: "InitialChannelType",
      properties: [{ type: "event", key: "$host", operator: "exact", value: "www.example.com" }],
      dateRange: { date_from: "-30d" },
      includeBounceRate: true,
      orderBy: ["Visitors", "DESC"],
      limit: 50,
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "WebStatsTableQuery",
        breakdownBy: "InitialChannelType",
        properties: [{ type: "event", key: "$host", operator: "exact", value: "www.example.com" }],
        dateRange: { date_from: "-30d" },
        includeBounceRate: true,
        orderBy: ["Visitors", "DESC"],
        limit: 50,
      },
    },
  },
  {
    title: "pages with scroll depth",
    query: webStatsTable({ breakdownBy: "Page", includeScrollDepth: true, includeHost: true, doPathCleaning: true }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "WebStatsTableQuery",
        breakdownBy: "Page",
        includeScrollDepth: true,
        includeHost: true,
        doPathCleaning: true,
      },
    },
  },
  {
    title: "countries on a sample",
    query: webStatsTable({
      breakdownBy: "Country",
      sampling: { enabled: true, forceSamplingRate: { numerator: 1, denominator: 10 } },
      samplingFactor: 0.1,
      interval: "day",
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "WebStatsTableQuery",
        breakdownBy: "Country",
        sampling: { enabled: true, forceSamplingRate: { numerator: 1, denominator: 10 } },
        samplingFactor: 0.1,
        interval: "day",
      },
    },
  },
];
