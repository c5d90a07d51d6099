import { lookup, ref } from "@posthog-definitions/core";
import {
  event,
  experimentExposure,
  funnelMetric,
  inCohort,
  meanMetric,
  raw,
  ratioMetric,
  retentionMetric,
  where,
  type ExperimentExposureCriteria,
  type ExperimentMetric,
} from "../../src/index.js";
import { invoicePaid, powerUsers } from "./example.js";

/** A metric as somebody writes it, and what PostHog must get for it, written by hand from the API's description. */
export interface MetricExample {
  readonly title: string;
  readonly metric: ExperimentMetric;
  readonly node: object;
}

const kind = "ExperimentMetric";
const mean: readonly MetricExample[] = [
  {
    title: "an event, counted",
    metric: meanMetric({ name: "Pages per user", source: "$pageview" }),
    node: {
      kind,
      metric_type: "mean",
      name: "Pages per user",
      source: { kind: "EventsNode", event: "$pageview" },
    },
  },
  {
    title: "revenue without its extremes, in a window, by browser",
    metric: meanMetric({
      name: "Revenue per user",
      goal: "increase",
      source: event("order paid", { math: "sum", math_property: "total", properties: where({ currency: "EUR" }) }),
      conversion_window: 14,
      conversion_window_unit: "day",
      upper_bound_percentile: 0.99,
      ignore_zeros: true,
      breakdownFilter: { breakdowns: [{ type: "event", property: "$browser" }] },
    }),
    node: {
      kind,
      metric_type: "mean",
      name: "Revenue per user",
      goal: "increase",
      source: {
        kind: "EventsNode",
        event: "order paid",
        math: "sum",
        math_property: "total",
        properties: [{ type: "event", key: "currency", operator: "exact", value: ["EUR"] }],
      },
      conversion_window: 14,
      conversion_window_unit: "day",
      upper_bound_percentile: 0.99,
      ignore_zeros: true,
      breakdownFilter: { breakdowns: [{ type: "event", property: "$browser" }] },
    },
  },
  {
    title: "an action, as a share of users who reach three",
    metric: meanMetric({ source: { action: invoicePaid }, threshold: 3, uuid: "0b7f6a4e-3c55-4b3e-8f1a-111111111111" }),
    node: {
      kind,
      metric_type: "mean",
      source: { kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } },
      threshold: 3,
      uuid: "0b7f6a4e-3c55-4b3e-8f1a-111111111111",
    },
  },
  {
    title: "rows of the data warehouse",
    metric: meanMetric({
      source: {
        kind: "ExperimentDataWarehouseNode",
        table_name: "stripe_charges",
        timestamp_field: "created",
        events_join_key: "properties.$user_id",
        data_warehouse_join_key: "customer_id",
        math: "avg",
        math_property: "amount",
      },
    }),
    node: {
      kind,
      metric_type: "mean",
      source: {
        kind: "ExperimentDataWarehouseNode",
        table_name: "stripe_charges",
        timestamp_field: "created",
        events_join_key: "properties.$user_id",
        data_warehouse_join_key: "customer_id",
        math: "avg",
        math_property: "amount",
      },
    },
  },
  {
    title: "PostHog's own form, pasted with what the server adds",
    metric: {
      kind: "ExperimentMetric",
      metric_type: "mean",
      fingerprint: "5d41402abc4b2a76b9719d911017c592",
      isSharedMetric: false,
      version: 1,
      source: { kind: "ActionsNode", id: 17, name: "Invoice paid", math: "total", properties: [] },
    },
    node: { kind, metric_type: "mean", source: { kind: "ActionsNode", id: { $ref: "action", id: 17 } } },
  },
];

const funnel: readonly MetricExample[] = [
  {
    title: "one step",
    metric: funnelMetric({ series: ["order paid"] }),
    node: { kind, metric_type: "funnel", series: [{ kind: "EventsNode", event: "order paid" }] },
  },
  {
    title: "events and actions in any order, within a day",
    metric: funnelMetric({
      name: "Checkout",
      series: [
        "cart opened",
        event("order paid", { properties: [inCohort(powerUsers)] }),
        { action: ref("action", "x") },
      ],
      funnel_order_type: "unordered",
      conversion_window: 1,
      conversion_window_unit: "day",
    }),
    node: {
      kind,
      metric_type: "funnel",
      name: "Checkout",
      series: [
        { kind: "EventsNode", event: "cart opened" },
        {
          kind: "EventsNode",
          event: "order paid",
          properties: [{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "power-users" } }],
        },
        { kind: "ActionsNode", id: { $ref: "action", key: "x" } },
      ],
      funnel_order_type: "unordered",
      conversion_window: 1,
      conversion_window_unit: "day",
    },
  },
  {
    title: "all events, less of which is better",
    metric: funnelMetric({ goal: "decrease", series: [{ event: null, properties: where({ failed: true }) }] }),
    node: {
      kind,
      metric_type: "funnel",
      goal: "decrease",
      series: [
        {
          kind: "EventsNode",
          properties: [{ type: "event", key: "failed", operator: "exact", value: ["true"] }],
        },
      ],
    },
  },
];

const ratio: readonly MetricExample[] = [
  {
    title: "refunds per order",
    metric: ratioMetric({ numerator: "order refunded", denominator: "order paid" }),
    node: {
      kind,
      metric_type: "ratio",
      numerator: { kind: "EventsNode", event: "order refunded" },
      denominator: { kind: "EventsNode", event: "order paid" },
    },
  },
  {
    title: "revenue per session, both capped",
    metric: ratioMetric({
      name: "Revenue per session",
      numerator: event("order paid", { math: "sum", math_property: "total" }),
      denominator: event("$pageview", { math: "unique_session" }),
      numerator_outlier_handling: { lower_bound_percentile: 0.01, upper_bound_percentile: 0.99 },
      denominator_outlier_handling: { upper_bound_percentile: 0.95 },
    }),
    node: {
      kind,
      metric_type: "ratio",
      name: "Revenue per session",
      numerator: { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total" },
      denominator: { kind: "EventsNode", event: "$pageview", math: "unique_session" },
      numerator_outlier_handling: { lower_bound_percentile: 0.01, upper_bound_percentile: 0.99 },
      denominator_outlier_handling: { upper_bound_percentile: 0.95 },
    },
  },
  {
    title: "companies and SQL, by country",
    metric: ratioMetric({
      numerator: {
        action: lookup("action", { name: "Seat added" }),
        math: "hogql",
        math_hogql: "sum(toFloat(properties.n))",
      },
      denominator: event("seat added", { math: "unique_group", math_group_type_index: 0 }),
      breakdownFilter: "$geoip_country_code",
    }),
    node: {
      kind,
      metric_type: "ratio",
      numerator: {
        kind: "ActionsNode",
        id: { $ref: "action", lookup: { name: "Seat added" } },
        math: "hogql",
        math_hogql: "sum(toFloat(properties.n))",
      },
      denominator: { kind: "EventsNode", event: "seat added", math: "unique_group", math_group_type_index: 0 },
      breakdownFilter: { breakdowns: [{ type: "event", property: "$geoip_country_code" }] },
    },
  },
];

const week = { retention_window_start: 1, retention_window_end: 7, retention_window_unit: "day" } as const;
const retention: readonly MetricExample[] = [
  {
    title: "back within a week",
    metric: retentionMetric({
      name: "Back within a week",
      start_event: "signed up",
      completion_event: "note saved",
      ...week,
      start_handling: "first_seen",
    }),
    node: {
      kind,
      metric_type: "retention",
      name: "Back within a week",
      start_event: { kind: "EventsNode", event: "signed up" },
      completion_event: { kind: "EventsNode", event: "note saved" },
      retention_window_start: 1,
      retention_window_end: 7,
      retention_window_unit: "day",
      start_handling: "first_seen",
    },
  },
  {
    title: "from the exposure on",
    metric: retentionMetric({
      start_event: experimentExposure(),
      completion_event: { action: invoicePaid },
      ...week,
      start_handling: "first_seen",
    }),
    node: {
      kind,
      metric_type: "retention",
      start_event: { kind: "ExperimentExposureNode" },
      completion_event: { kind: "ActionsNode", id: { $ref: "action", key: "invoice-paid" } },
      retention_window_start: 1,
      retention_window_end: 7,
      retention_window_unit: "day",
      start_handling: "first_seen",
    },
  },
  {
    title: "from the last start, with a window of its own",
    metric: retentionMetric({
      start_event: event("trial started", { properties: where({ plan: "pro" }) }),
      completion_event: event("order paid"),
      retention_window_start: 0,
      retention_window_end: 4,
      retention_window_unit: "week",
      start_handling: "last_seen",
      conversion_window: 1,
      conversion_window_unit: "month",
    }),
    node: {
      kind,
      metric_type: "retention",
      start_event: {
        kind: "EventsNode",
        event: "trial started",
        properties: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }],
      },
      completion_event: { kind: "EventsNode", event: "order paid" },
      retention_window_start: 0,
      retention_window_end: 4,
      retention_window_unit: "week",
      start_handling: "last_seen",
      conversion_window: 1,
      conversion_window_unit: "month",
    },
  },
];

const rawMetrics: readonly MetricExample[] = [
  {
    title: "a field that is not known here",
    metric: raw({ kind: "ExperimentMetric", metric_type: "mean", source: { kind: "EventsNode", event: "a" }, next: 1 }),
    node: { kind, metric_type: "mean", source: { kind: "EventsNode", event: "a" }, next: 1 },
  },
  {
    title: "a type that is not known here",
    metric: raw({ kind: "ExperimentMetric", metric_type: "median", of: ["a"] }),
    node: { kind, metric_type: "median", of: ["a"] },
  },
  {
    title: "padding",
    metric: raw({
      kind: "ExperimentMetric",
      metric_type: "mean",
      goal: null,
      source: { kind: "EventsNode", properties: [] },
    }),
    node: { kind, metric_type: "mean", source: { kind: "EventsNode" } },
  },
];

export const metricCorpus: Readonly<Record<string, readonly MetricExample[]>> = {
  meanMetric: mean,
  funnelMetric: funnel,
  ratioMetric: ratio,
  retentionMetric: retention,
  raw: rawMetrics,
};
export const metricExamples: readonly MetricExample[] = Object.values(metricCorpus).flat();

export interface ExposureExample {
  readonly title: string;
  readonly criteria: ExperimentExposureCriteria;
  readonly node: object;
}

export const exposureExamples: readonly ExposureExample[] = [
  {
    title: "an event's name",
    criteria: { exposure_config: "checkout opened", multiple_variant_handling: "first_seen" },
    node: {
      exposure_config: { kind: "ExperimentEventExposureConfig", event: "checkout opened" },
      multiple_variant_handling: "first_seen",
    },
  },
  {
    title: "an event with conditions, without its kind",
    criteria: {
      filterTestAccounts: true,
      exposure_config: { event: "checkout opened", properties: where({ plan: "pro" }) },
    },
    node: {
      filterTestAccounts: true,
      exposure_config: {
        kind: "ExperimentEventExposureConfig",
        event: "checkout opened",
        properties: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }],
      },
    },
  },
  {
    title: "an action",
    criteria: { exposure_config: { action: invoicePaid, properties: [inCohort(powerUsers)] } },
    node: {
      exposure_config: {
        kind: "ActionsNode",
        id: { $ref: "action", key: "invoice-paid" },
        properties: [{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "power-users" } }],
      },
    },
  },
  {
    title: "PostHog's own form",
    criteria: { exposure_config: { kind: "ActionsNode", id: 17, name: "Invoice paid", properties: [] } },
    node: { exposure_config: { kind: "ActionsNode", id: { $ref: "action", id: 17 } } },
  },
  {
    title: "PostHog's own form of an event",
    criteria: { exposure_config: { kind: "ExperimentEventExposureConfig", event: "checkout opened", properties: [] } },
    node: { exposure_config: { kind: "ExperimentEventExposureConfig", event: "checkout opened" } },
  },
];
