import { ref } from "@posthog-definitions/core";
import { anyOf, event, funnels, notInCohort, where } from "../../src/index.js";
import { invoicePaid, powerUsers, type Example } from "./example.js";

export const funnelsExamples: readonly Example[] = [
  {
    title: "three steps with an exclusion, an optional step and breakdown attribution",
    query: funnels({
      series: [
        { event: "signup_opened", math: "first_time_for_user" },
        event("tour_watched", { optionalInFunnel: true }),
        "signup_done",
      ],
      dateRange: { date_from: "-30d" },
      breakdownFilter: { breakdown_type: "event", breakdown: "$os" },
      funnelsFilter: {
        funnelVizType: "steps",
        funnelOrderType: "ordered",
        funnelWindowInterval: 3,
        funnelWindowIntervalUnit: "day",
        funnelStepReference: "total",
        layout: "horizontal",
        breakdownAttributionType: "step",
        breakdownAttributionValue: 0,
        exclusions: [{ event: "signup_aborted", funnelFromStep: 0, funnelToStep: 2 }],
      },
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "FunnelsQuery",
        series: [
          { kind: "EventsNode", event: "signup_opened", math: "first_time_for_user" },
          { kind: "EventsNode", event: "tour_watched", optionalInFunnel: true },
          { kind: "EventsNode", event: "signup_done" },
        ],
        dateRange: { date_from: "-30d" },
        breakdownFilter: { breakdown_type: "event", breakdown: "$os" },
        funnelsFilter: {
          funnelVizType: "steps",
          funnelOrderType: "ordered",
          funnelWindowInterval: 3,
          funnelWindowIntervalUnit: "day",
          funnelStepReference: "total",
          layout: "horizontal",
          breakdownAttributionType: "step",
          breakdownAttributionValue: 0,
          exclusions: [{ kind: "EventsNode", event: "signup_aborted", funnelFromStep: 0, funnelToStep: 2 }],
        },
      },
    },
  },
  {
    title: "conversion over time, per company",
    query: funnels({
      aggregation_group_type_index: 0,
      interval: "week",
      series: ["trial_started", "plan_bought"],
      dateRange: "-180d",
      funnelsFilter: {
        funnelVizType: "trends",
        funnelWindowInterval: 14,
        funnelWindowIntervalUnit: "day",
        hideIncompleteConversionWindowPeriods: true,
        goalLines: [{ label: "Q3 goal", value: 20 }],
      },
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "FunnelsQuery",
        aggregation_group_type_index: 0,
        interval: "week",
        series: [
          { kind: "EventsNode", event: "trial_started" },
          { kind: "EventsNode", event: "plan_bought" },
        ],
        dateRange: { date_from: "-180d" },
        funnelsFilter: {
          funnelVizType: "trends",
          funnelWindowInterval: 14,
          funnelWindowIntervalUnit: "day",
          hideIncompleteConversionWindowPeriods: true,
          goalLines: [{ label: "Q3 goal", value: 20 }],
        },
      },
    },
  },
  {
    title: "actions, groups of events and warehouse rows as steps; a combined breakdown; conditions on all",
    query: funnels({
      series: [
        anyOf(["landing viewed", "pricing viewed"]),
        { action: ref("action", "trial-started"), custom_name: "Trial" },
        { kind: "ActionsNode", id: invoicePaid },
        {
          kind: "FunnelsDataWarehouseNode",
          id: "invoices",
          id_field: "id",
          table_name: "invoices",
          timestamp_field: "paid_at",
          aggregation_target_field: "customer_id",
        },
      ],
      properties: [where({ $host: "app.example.com" }), notInCohort(powerUsers)],
      breakdownFilter: { breakdown_type: "event", breakdown: ["$browser", "$os"] },
      funnelsFilter: {
        exclusions: [{ action: 5, funnelFromStep: 1, funnelToStep: 2 }],
        resultCustomizations: { '{"breakdown_value":"Chrome"}': { assignmentBy: "value", color: "preset-1" } },
      },
      filterTestAccounts: false,
    }),
    node: {
      kind: "InsightVizNode",
      source: {
        kind: "FunnelsQuery",
        series: [
          {
            kind: "GroupNode",
            operator: "OR",
            nodes: [
              { kind: "EventsNode", event: "landing viewed" },
              { kind: "EventsNode", event: "pricing viewed" },
            ],
          },
          { kind: "ActionsNode", id: { $ref: "action", key: "trial-started" }, custom_name: "Trial" },
          { kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } },
          {
            kind: "FunnelsDataWarehouseNode",
            id: "invoices",
            id_field: "id",
            table_name: "invoices",
            timestamp_field: "paid_at",
            aggregation_target_field: "customer_id",
          },
        ],
        properties: [
          { type: "event", key: "$host", operator: "exact", value: ["app.example.com"] },
          { type: "cohort", key: "id", operator: "not_in", value: { $ref: "cohort", key: "power-users" } },
        ],
        breakdownFilter: { breakdown_type: "event", breakdown: ["$browser", "$os"] },
        funnelsFilter: {
          exclusions: [{ kind: "ActionsNode", id: { $ref: "action", id: 5 }, funnelFromStep: 1, funnelToStep: 2 }],
          resultCustomizations: { '{"breakdown_value":"Chrome"}': { assignmentBy: "value", color: "preset-1" } },
        },
        filterTestAccounts: false,
      },
    },
  },
];
