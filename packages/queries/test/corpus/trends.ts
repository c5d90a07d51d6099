import { lookup } from "@posthog-definitions/core";
import {
  and,
  anyOf,
  event,
  inCohort,
  insightViz,
  or,
  trends,
  where,
  whereGroup,
  wherePerson,
} from "../../src/index.js";
import { invoicePaid, powerUsers, type Example } from "./example.js";

export const trendsExamples: readonly Example[] = [
  {
    title: "weekly sign-ups, as the alpha writes them",
    query: trends({ series: [{ event: "user signed up" }], interval: "week" }),
    node: {
      kind: "InsightVizNode",
      source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "user signed up" }], interval: "week" },
    },
  },
  {
    title: "two series with formula, breakdowns, comparison, goal and AND/OR conditions",
    query: trends({
      series: [
        { event: "checkout_started", custom_name: "Started", math: "dau" },
        {
          event: "order_paid",
          custom_name: "Paid",
          math: "dau",
          properties: [{ type: "event", key: "total", operator: "gt", value: 0 }],
        },
      ],
      interval: "week",
      dateRange: { date_from: "-90d" },
      breakdownFilter: {
        breakdowns: [
          { type: "event", property: "$browser" },
          { type: "person", property: "plan" },
        ],
        breakdown_limit: 10,
      },
      compareFilter: { compare: true, compare_to: "-1y" },
      properties: or(wherePerson({ country: ["DE", "FR"] }), inCohort(powerUsers)),
      filterTestAccounts: true,
      trendsFilter: {
        display: "ActionsLineGraph",
        formulaNodes: [{ formula: "B/A", custom_name: "Paid share" }],
        aggregationAxisFormat: "percentage_scaled",
        decimalPlaces: 1,
        showLegend: true,
        legendPosition: "right",
        goalLines: [{ label: "Target", value: 0.35, displayLabel: true }],
      },
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "TrendsQuery",
        series: [
          { kind: "EventsNode", event: "checkout_started", custom_name: "Started", math: "dau" },
          {
            kind: "EventsNode",
            event: "order_paid",
            custom_name: "Paid",
            math: "dau",
            properties: [{ type: "event", key: "total", operator: "gt", value: 0 }],
          },
        ],
        interval: "week",
        dateRange: { date_from: "-90d" },
        breakdownFilter: {
          breakdowns: [
            { type: "event", property: "$browser" },
            { type: "person", property: "plan" },
          ],
          breakdown_limit: 10,
        },
        compareFilter: { compare: true, compare_to: "-1y" },
        properties: {
          type: "OR",
          values: [
            {
              type: "AND",
              values: [{ type: "person", key: "country", operator: "exact", value: ["DE", "FR"] }],
            },
            {
              type: "AND",
              values: [{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "power-users" } }],
            },
          ],
        },
        filterTestAccounts: true,
        trendsFilter: {
          display: "ActionsLineGraph",
          formulaNodes: [{ formula: "B/A", custom_name: "Paid share" }],
          aggregationAxisFormat: "percentage_scaled",
          decimalPlaces: 1,
          showLegend: true,
          legendPosition: "right",
          goalLines: [{ label: "Target", value: 0.35, displayLabel: true }],
        },
      },
    },
  },
  {
    title: "one number: a property summed over an action",
    query: trends({
      series: [
        {
          action: invoicePaid,
          name: "Invoice paid",
          math: "sum",
          math_property: "amount",
          math_property_type: "event_properties",
          math_property_revenue_currency: { static: "EUR" },
        },
      ],
      dateRange: "mStart",
      trendsFilter: { display: "BoldNumber", aggregationAxisPrefix: "€ ", decimalPlaces: 0 },
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "TrendsQuery",
        series: [
          {
            kind: "ActionsNode",
            id: { $ref: "action", key: "invoice-paid" },
            name: "Invoice paid",
            math: "sum",
            math_property: "amount",
            math_property_type: "event_properties",
            math_property_revenue_currency: { static: "EUR" },
          },
        ],
        dateRange: { date_from: "mStart" },
        trendsFilter: { display: "BoldNumber", aggregationAxisPrefix: "€ ", decimalPlaces: 0 },
      },
    },
  },
  {
    title: "a calendar heatmap",
    query: trends({
      series: [event("$pageview", { math: "dau" })],
      dateRange: "-28d",
      trendsFilter: { display: "CalendarHeatmap" },
      calendarHeatmapFilter: { bucketBySessionStart: true },
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "TrendsQuery",
        series: [{ kind: "EventsNode", event: "$pageview", math: "dau" }],
        dateRange: { date_from: "-28d" },
        trendsFilter: { display: "CalendarHeatmap" },
        calendarHeatmapFilter: { bucketBySessionStart: true },
      },
    },
  },
  {
    title: "every way of naming what is counted",
    query: trends({
      series: [
        "signed up",
        { event: null, math: "dau" },
        { action: lookup("action", { name: "Core action" }) },
        { action: 17 },
        { kind: "ActionsNode", id: 18, math: "hogql", math_hogql: "count(distinct properties.order_id)" },
        anyOf(["invited", { action: invoicePaid }], { name: "Joined", math: "unique_group", math_group_type_index: 0 }),
        {
          kind: "DataWarehouseNode",
          id: "stripe_charges",
          id_field: "id",
          table_name: "stripe_charges",
          timestamp_field: "created_at",
          distinct_id_field: "customer_id",
          math: "total",
        },
      ],
      breakdownFilter: "$browser",
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "TrendsQuery",
        series: [
          { kind: "EventsNode", event: "signed up" },
          { kind: "EventsNode", math: "dau" },
          { kind: "ActionsNode", id: { $ref: "action", lookup: { name: "Core action" } } },
          { kind: "ActionsNode", id: { $ref: "action", id: 17 } },
          {
            kind: "ActionsNode",
            id: { $ref: "action", id: 18 },
            math: "hogql",
            math_hogql: "count(distinct properties.order_id)",
          },
          {
            kind: "GroupNode",
            operator: "OR",
            nodes: [
              { kind: "EventsNode", event: "invited" },
              { kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } },
            ],
            name: "Joined",
            math: "unique_group",
            math_group_type_index: 0,
          },
          {
            kind: "DataWarehouseNode",
            id: "stripe_charges",
            id_field: "id",
            table_name: "stripe_charges",
            timestamp_field: "created_at",
            distinct_id_field: "customer_id",
          },
        ],
        breakdownFilter: { breakdown_type: "event", breakdown: "$browser" },
      },
    },
  },
  {
    title: "short conditions: equal, any of, ranges, presence, groups, and cohorts as a breakdown",
    query: insightViz(
      trends({
        series: [{ event: "order paid", properties: where({ plan: "pro", trial: false, seats: { gte: 5, lt: 50 } }) }],
        properties: and(
          whereGroup(1, { tier: ["gold", "silver"] }),
          or(where({ coupon: { is_set: true } }), where({ total: { between: [10, 20] }, country: { is_not: "US" } })),
        ),
        breakdownFilter: { breakdown_type: "cohort", breakdown: [powerUsers, 7, "all"] },
      }),
      { showTable: true },
    ),
    node: {
      kind: "InsightVizNode",
      showTable: true,
      source: {
        kind: "TrendsQuery",
        series: [
          {
            kind: "EventsNode",
            event: "order paid",
            properties: [
              { type: "event", key: "plan", operator: "exact", value: ["pro"] },
              { type: "event", key: "trial", operator: "exact", value: ["false"] },
              { type: "event", key: "seats", operator: "gte", value: 5 },
              { type: "event", key: "seats", operator: "lt", value: 50 },
            ],
          },
        ],
        properties: {
          type: "AND",
          values: [
            {
              type: "AND",
              values: [
                { type: "group", group_type_index: 1, key: "tier", operator: "exact", value: ["gold", "silver"] },
              ],
            },
            {
              type: "OR",
              values: [
                { type: "event", key: "coupon", operator: "is_set" },
                {
                  type: "AND",
                  values: [
                    { type: "event", key: "total", operator: "between", value: [10, 20] },
                    { type: "event", key: "country", operator: "is_not", value: ["US"] },
                  ],
                },
              ],
            },
          ],
        },
        breakdownFilter: {
          breakdown_type: "cohort",
          breakdown: [{ $ref: "cohort", key: "power-users" }, { $ref: "cohort", id: 7 }, "all"],
        },
      },
    },
  },
  {
    title: "colours of single results, hidden ones given the old way, and a conversion goal",
    query: trends({
      series: ["$pageview", "signed up"],
      trendsFilter: {
        display: "ActionsBar",
        resultCustomizationBy: "value",
        resultCustomizations: {
          '{"series":0}': { assignmentBy: "value", color: "preset-3" },
          '{"series":1}': { assignmentBy: "value", hidden: true },
        },
        chartStyle: { curve: "smooth" },
      },
      conversionGoal: { actionId: invoicePaid },
      samplingFactor: 0.1,
      aggregation_group_type_index: 0,
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "TrendsQuery",
        series: [
          { kind: "EventsNode", event: "$pageview" },
          { kind: "EventsNode", event: "signed up" },
        ],
        trendsFilter: {
          display: "ActionsBar",
          resultCustomizationBy: "value",
          resultCustomizations: {
            '{"series":0}': { assignmentBy: "value", color: "preset-3" },
            '{"series":1}': { assignmentBy: "value", hidden: true },
          },
          chartStyle: { curve: "smooth" },
        },
        conversionGoal: { actionId: { $ref: "action", key: "invoice-paid" } },
        samplingFactor: 0.1,
        aggregation_group_type_index: 0,
      },
    },
  },
];
