import { lifecycle, paths, pathsV2, retention, stickiness, funnels, where } from "../../src/index.js";
import { invoicePaid, type Example } from "./example.js";

const viz = (source: object) => ({ kind: "InsightVizNode", source });

export const retentionExamples: readonly Example[] = [
  {
    title: "weekly, weighted mean",
    query: retention({
      dateRange: "-12w",
      retentionFilter: {
        period: "Week",
        totalIntervals: 12,
        retentionType: "retention_first_time",
        targetEntity: "signup_done",
        returningEntity: { action: 23, name: "Core action" },
        meanRetentionCalculation: "weighted",
        dashboardDisplay: "all",
      },
    }),
    node: viz({
      kind: "RetentionQuery",
      dateRange: { date_from: "-12w" },
      retentionFilter: {
        period: "Week",
        totalIntervals: 12,
        retentionType: "retention_first_time",
        targetEntity: { id: "signup_done", name: "signup_done", type: "events" },
        returningEntity: { id: { $ref: "action", id: 23 }, name: "Core action", type: "actions" },
        meanRetentionCalculation: "weighted",
        dashboardDisplay: "all",
      },
    }),
  },
  {
    title: "all that is PostHog's default",
    query: retention({ retentionFilter: {} }),
    node: viz({ kind: "RetentionQuery" }),
  },
  {
    title: "an average of a property, with conditions and a breakdown",
    query: retention({
      retentionFilter: {
        targetEntity: { event: "order paid", properties: where({ plan: "pro" }) },
        returningEntity: { action: invoicePaid },
        aggregationType: "avg",
        aggregationProperty: "total",
        retentionCustomBrackets: [1, 3, 7],
      },
      breakdownFilter: { breakdowns: [{ type: "person", property: "country" }] },
    }),
    node: viz({
      kind: "RetentionQuery",
      retentionFilter: {
        targetEntity: {
          id: "order paid",
          name: "order paid",
          type: "events",
          properties: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }],
        },
        returningEntity: { id: { $ref: "action", key: "invoice-paid" }, type: "actions" },
        aggregationType: "avg",
        aggregationProperty: "total",
        retentionCustomBrackets: [1, 3, 7],
      },
      breakdownFilter: { breakdowns: [{ type: "person", property: "country" }] },
    }),
  },
  {
    title: "entities in PostHog's own form, from events and the warehouse",
    query: retention({
      retentionFilter: {
        targetEntity: { id: 12, type: "actions", uuid: "made-by-the-ui", order: 0 },
        returningEntity: {
          id: "invoices",
          type: "data_warehouse",
          table_name: "invoices",
          timestamp_field: "paid_at",
          aggregation_target_field: "customer_id",
        },
      },
    }),
    node: viz({
      kind: "RetentionQuery",
      retentionFilter: {
        targetEntity: { id: { $ref: "action", id: 12 }, type: "actions", order: 0 },
        returningEntity: {
          id: "invoices",
          type: "data_warehouse",
          table_name: "invoices",
          timestamp_field: "paid_at",
          aggregation_target_field: "customer_id",
        },
      },
    }),
  },
];

export const pathsExamples: readonly Example[] = [
  {
    title: "from the home page",
    query: paths({
      dateRange: "-7d",
      pathsFilter: {
        includeEventTypes: ["$pageview", "custom_event"],
        startPoint: "/home",
        stepLimit: 4,
        edgeLimit: 30,
        excludeEvents: ["/logout"],
        pathReplacements: true,
        localPathCleaningFilters: [{ regex: "/item/[0-9]+", alias: "/item/<id>" }],
      },
    }),
    node: viz({
      kind: "PathsQuery",
      dateRange: { date_from: "-7d" },
      pathsFilter: {
        includeEventTypes: ["$pageview", "custom_event"],
        startPoint: "/home",
        stepLimit: 4,
        edgeLimit: 30,
        excludeEvents: ["/logout"],
        pathReplacements: true,
        localPathCleaningFilters: [{ regex: "/item/[0-9]+", alias: "/item/<id>" }],
      },
    }),
  },
  {
    title: "steps named in SQL",
    query: paths({
      pathsFilter: { includeEventTypes: ["hogql"], pathsHogQLExpression: "properties.screen", pathGroupings: ["/a/*"] },
    }),
    node: viz({
      kind: "PathsQuery",
      pathsFilter: { includeEventTypes: ["hogql"], pathsHogQLExpression: "properties.screen", pathGroupings: ["/a/*"] },
    }),
  },
  {
    title: "between the steps of a funnel",
    query: paths({
      pathsFilter: {},
      funnelPathsFilter: {
        funnelPathType: "funnel_path_between_steps",
        funnelStep: 2,
        funnelSource: funnels({ series: ["cart opened", { action: invoicePaid }] }),
      },
    }),
    node: viz({
      kind: "PathsQuery",
      funnelPathsFilter: {
        funnelPathType: "funnel_path_between_steps",
        funnelStep: 2,
        funnelSource: {
          kind: "FunnelsQuery",
          series: [
            { kind: "EventsNode", event: "cart opened" },
            { kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } },
          ],
        },
      },
    }),
  },
];

export const pathsV2Examples: readonly Example[] = [
  {
    title: "anchored at the price list",
    query: pathsV2({
      dateRange: "-14d",
      pathsV2Filter: {
        stepSources: [{ event: "$pageview", namingProperty: "$pathname" }, { event: "order_paid" }],
        anchor: { type: "start", item: { event: "$pageview", label: "/pricing" } },
        maxSteps: 6,
        maxRowsPerStep: 4,
        conversionWindowInterval: 1,
        conversionWindowIntervalUnit: "day",
      },
    }),
    node: viz({
      kind: "PathsV2Query",
      dateRange: { date_from: "-14d" },
      pathsV2Filter: {
        stepSources: [{ event: "$pageview", namingProperty: "$pathname" }, { event: "order_paid" }],
        anchor: { type: "start", item: { event: "$pageview", label: "/pricing" } },
        maxSteps: 6,
        maxRowsPerStep: 4,
        conversionWindowInterval: 1,
        conversionWindowIntervalUnit: "day",
      },
    }),
  },
  {
    title: "anywhere, with conditions",
    query: pathsV2({ properties: where({ $host: "example.com" }), filterTestAccounts: true }),
    node: viz({
      kind: "PathsV2Query",
      properties: [{ type: "event", key: "$host", operator: "exact", value: ["example.com"] }],
      filterTestAccounts: true,
    }),
  },
  {
    title: "short pauses, some steps left out",
    query: pathsV2({
      pathsV2Filter: {
        gapInterval: 5,
        gapIntervalUnit: "minute",
        collapseRepeats: false,
        excludedItems: [{ event: "$pageview", label: "/logout" }, { event: "heartbeat" }],
      },
    }),
    node: viz({
      kind: "PathsV2Query",
      pathsV2Filter: {
        gapInterval: 5,
        gapIntervalUnit: "minute",
        collapseRepeats: false,
        excludedItems: [{ event: "$pageview", label: "/logout" }, { event: "heartbeat" }],
      },
    }),
  },
];

export const stickinessExamples: readonly Example[] = [
  {
    title: "at least twice a day, cumulated",
    query: stickiness({
      interval: "day",
      series: [{ event: "note_saved", math: "dau" }],
      dateRange: "-30d",
      stickinessFilter: {
        display: "ActionsBar",
        computedAs: "cumulative",
        stickinessCriteria: { operator: "gte", value: 2 },
      },
    }),
    node: viz({
      kind: "StickinessQuery",
      interval: "day",
      series: [{ kind: "EventsNode", event: "note_saved", math: "dau" }],
      dateRange: { date_from: "-30d" },
      stickinessFilter: {
        display: "ActionsBar",
        computedAs: "cumulative",
        stickinessCriteria: { operator: "gte", value: 2 },
      },
    }),
  },
  {
    title: "an action, compared with before",
    query: stickiness({ series: [{ action: invoicePaid }], interval: "week", compareFilter: { compare: true } }),
    node: viz({
      kind: "StickinessQuery",
      series: [{ kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } }],
      interval: "week",
      compareFilter: { compare: true },
    }),
  },
  {
    title: "by position, over two weeks at a time",
    query: stickiness({
      series: ["a", "b"],
      intervalCount: 2,
      stickinessFilter: {
        resultCustomizationBy: "position",
        resultCustomizations: { "1": { assignmentBy: "position", hidden: true } },
      },
    }),
    node: viz({
      kind: "StickinessQuery",
      series: [
        { kind: "EventsNode", event: "a" },
        { kind: "EventsNode", event: "b" },
      ],
      intervalCount: 2,
      stickinessFilter: {
        resultCustomizationBy: "position",
        resultCustomizations: { "1": { assignmentBy: "position", hidden: true } },
      },
    }),
  },
];

export const lifecycleExamples: readonly Example[] = [
  {
    title: "page views by week",
    query: lifecycle({
      interval: "week",
      series: ["$pageview"],
      dateRange: "-12w",
      lifecycleFilter: {
        toggledLifecycles: ["new", "returning", "resurrecting", "dormant"],
        stacked: true,
        showLegend: true,
      },
    }),
    node: viz({
      kind: "LifecycleQuery",
      interval: "week",
      series: [{ kind: "EventsNode", event: "$pageview" }],
      dateRange: { date_from: "-12w" },
      lifecycleFilter: {
        toggledLifecycles: ["new", "returning", "resurrecting", "dormant"],
        stacked: true,
        showLegend: true,
      },
    }),
  },
  {
    title: "of an action, by company",
    query: lifecycle({ series: [{ action: invoicePaid, math: "total" }], aggregation_group_type_index: 0 }),
    node: viz({
      kind: "LifecycleQuery",
      series: [{ kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } }],
      aggregation_group_type_index: 0,
    }),
  },
  {
    title: "of rows of the warehouse",
    query: lifecycle({
      customAggregationTarget: true,
      series: [
        {
          kind: "LifecycleDataWarehouseNode",
          id: "orders",
          table_name: "orders",
          timestamp_field: "ordered_at",
          aggregation_target_field: "customer_id",
          created_at_field: "customer_since",
        },
      ],
    }),
    node: viz({
      kind: "LifecycleQuery",
      customAggregationTarget: true,
      series: [
        {
          kind: "LifecycleDataWarehouseNode",
          id: "orders",
          table_name: "orders",
          timestamp_field: "ordered_at",
          aggregation_target_field: "customer_id",
          created_at_field: "customer_since",
        },
      ],
    }),
  },
];
