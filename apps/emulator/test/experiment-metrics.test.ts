import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import {
  actionsOf,
  checkMetric,
  checkMetrics,
  eventsOf,
  fingerprintOf,
  unitlessWindow,
} from "../src/queries/experiment-metrics/index.js";
import { ApiError } from "../src/server/errors.js";

const paid = { kind: "EventsNode", event: "order paid" };
const metric = (metric_type: string, rest: JsonObject): JsonObject => ({
  kind: "ExperimentMetric",
  metric_type,
  ...rest,
});
const mean = (rest: JsonObject = {}): JsonObject => metric("mean", { source: paid, ...rest });
const warehouse = (rest: JsonObject = {}): JsonObject => ({
  kind: "ExperimentDataWarehouseNode",
  table_name: "orders",
  timestamp_field: "paid_at",
  events_join_key: "distinct_id",
  data_warehouse_join_key: "user_id",
  ...rest,
});
const retention = (rest: JsonObject = {}): JsonObject =>
  metric("retention", {
    start_event: { kind: "EventsNode", event: "signed up" },
    completion_event: paid,
    retention_window_start: 1,
    retention_window_end: 7,
    retention_window_unit: "day",
    start_handling: "first_seen",
    ...rest,
  });

/** What the 400 says, with its `attr`. */
function refusal(metrics: Json): string {
  try {
    checkMetrics(metrics, "metrics");
  } catch (error) {
    if (error instanceof ApiError) return `${error.status} ${error.attr}: ${error.detail}`;
    throw error;
  }
  return "accepted";
}

describe("an experiment's metrics", () => {
  test("are of four types", () => {
    const metrics = [
      mean({ name: "Revenue", goal: "increase", ignore_zeros: true, upper_bound_percentile: 0.99 }),
      mean({ source: { ...paid, math: "sum", math_property: "total", properties: [] }, threshold: 3 }),
      metric("funnel", { series: [paid, { kind: "ActionsNode", id: 1 }], funnel_order_type: "ordered" }),
      metric("ratio", {
        numerator: paid,
        denominator: { kind: "EventsNode", event: null },
        numerator_outlier_handling: { upper_bound_percentile: 0.9 },
      }),
      retention({ conversion_window: 7, conversion_window_unit: "day" }),
      retention({ start_event: { kind: "ExperimentExposureNode" } }),
      mean({ source: warehouse(), breakdownFilter: { breakdowns: [{ property: "$browser", type: "event" }] } }),
      mean({ uuid: "a", fingerprint: "b", version: 1, isSharedMetric: false, goal: null }),
    ];
    expect(checkMetrics(metrics, "metrics")).toEqual(metrics);
  });

  test.each<[string, Json, string]>([
    ["no list", {}, "Metrics must be a list"],
    ["no object", ["a"], "Invalid metric at index 0: must be a dict"],
    [
      "another kind",
      [mean(), { kind: "TrendsQuery" }],
      "Invalid metric at index 1: metric kind must be 'ExperimentMetric'",
    ],
    [
      "a legacy kind",
      [{ kind: "ExperimentTrendsQuery" }],
      "Invalid metric at index 0: legacy metric kind 'ExperimentTrendsQuery' is no longer supported for new experiments. Use 'ExperimentMetric' instead.",
    ],
    ["no type", [{ kind: "ExperimentMetric" }], "Invalid metric at index 0: ExperimentMetric requires a metric_type"],
    [
      "an unknown type",
      [metric("median", {})],
      "Invalid metric at index 0: ExperimentMetric metric_type must be 'mean', 'funnel', 'ratio', or 'retention'",
    ],
    [
      "a missing key",
      [mean({ source: null })],
      "Invalid metric at index 0: [{'loc': ('mean', 'source'), 'type': 'model_type', 'msg': 'Input should be a valid dictionary or object to extract fields from'}].",
    ],
    [
      "an unknown key",
      [mean({ source: { ...paid, evnt: 1 } })],
      "Invalid metric at index 0: [{'loc': ('mean', 'source', 'EventsNode', 'evnt'), 'type': 'extra_forbidden', 'msg': 'Extra inputs are not permitted'}].",
    ],
    [
      "an action's id on an event, which gets a hint",
      [mean({ source: { ...paid, id: 1 } })],
      "Invalid metric at index 0: [{'loc': ('mean', 'source', 'EventsNode', 'id'), 'type': 'extra_forbidden', 'msg': 'Extra inputs are not permitted'}]. " +
        "EventsNode does not accept an 'id' field. To reference an event, use {'kind': 'EventsNode', 'event': '<event_name>'} (omit 'id'). " +
        "To reference an action, switch to {'kind': 'ActionsNode', 'id': <integer_action_id>} (omit 'event').",
    ],
    [
      "conditions that are no list",
      [metric("funnel", { series: [paid, { ...paid, properties: {} }] })],
      "Invalid metric at index 0: [{'loc': ('funnel', 'series', 1, 'EventsNode', 'properties'), 'type': 'list_type', 'msg': 'Input should be a valid list'}].",
    ],
    [
      "a member of another type",
      [metric("ratio", { numerator: paid, denominator: paid, threshold: 1 })],
      "Invalid metric at index 0: [{'loc': ('ratio', 'threshold'), 'type': 'extra_forbidden', 'msg': 'Extra inputs are not permitted'}].",
    ],
    [
      "a funnel of no steps",
      [metric("funnel", { series: [] })],
      "Invalid metric at index 0: funnel metrics require at least one step. The experiment exposure event is added as the initial step automatically.",
    ],
    [
      "a threshold on an average",
      [mean({ source: { ...paid, math: "avg", math_property: "total" }, threshold: 1 })],
      "Invalid metric at index 0: a threshold is only supported for sum or count (total) math types.",
    ],
    [
      "a threshold of nothing",
      [mean({ threshold: 0 })],
      "Invalid metric at index 0: threshold must be a positive number.",
    ],
    [
      "a threshold with capped values",
      [mean({ threshold: 1, lower_bound_percentile: 0.1 })],
      "Invalid metric at index 0: a threshold cannot be combined with outlier handling (winsorization).",
    ],
    [
      "a window after the exposure",
      [retention({ start_event: { kind: "ExperimentExposureNode" }, conversion_window: 1 })],
      "Invalid metric at index 0: a conversion window cannot be combined with an experiment exposure start. Retention already anchors on each user's first exposure.",
    ],
    [
      "the last exposure",
      [retention({ start_event: { kind: "ExperimentExposureNode" }, start_handling: "last_seen" })],
      "Invalid metric at index 0: start_handling 'last_seen' cannot be combined with an experiment exposure start. Retention always anchors on each user's first exposure.",
    ],
  ])("are refused: %s", (_what, metrics, text) => {
    expect(refusal(metrics)).toBe(`400 metrics: ${text}`);
  });

  test("retention alone may start with the exposure, and needs all that belongs to it", () => {
    expect(refusal([mean({ source: { kind: "ExperimentExposureNode" } })])).toContain("union_tag_invalid");
    const { start_handling: _, ...incomplete } = retention();
    expect(refusal([incomplete])).toContain("('retention', 'start_handling'), 'type': 'missing'");
  });

  test("steps in the data warehouse are refused under names of their own", () => {
    const funnel = (...series: JsonObject[]) => refusal([metric("funnel", { series })]);
    expect(funnel(warehouse(), warehouse())).toBe("accepted");
    expect(funnel(warehouse(), warehouse({ events_join_key: "x" }))).toMatch(/^400 join_key_mismatch: /);
    expect(funnel(warehouse(), warehouse(), warehouse(), warehouse())).toMatch(/^400 complexity_limit: .* steps: 4/);
    const tables = ["a", "b", "c"].map((table_name) => warehouse({ table_name }));
    expect(funnel(...tables)).toMatch(/^400 complexity_limit: .* tables: 3/);
    expect(funnel(warehouse({ table_name: "" }))).toMatch(/^400 datawarehouse_configuration__0: Step 1: table_name/);
  });

  test("a saved metric's text has another beginning, and no attr", () => {
    expect(() => checkMetric({ kind: "ExperimentFunnelsQuery" }, { prefix: "Invalid metric: " })).toThrow(
      "Invalid metric: legacy metric kind 'ExperimentFunnelsQuery' is no longer supported. Use 'ExperimentMetric' instead.",
    );
  });
});

test("a window needs its unit, but what was stored without one may stay, once", () => {
  const old = mean({ uuid: "a", conversion_window: 7 });
  expect(unitlessWindow([mean(), mean({ conversion_window: 7, conversion_window_unit: "day" })], [])).toBeUndefined();
  expect(unitlessWindow([mean(), old], [])).toBe(1);
  expect(unitlessWindow([{ ...old, name: "New" }], [old])).toBeUndefined();
  expect(unitlessWindow([old, old], [old])).toBe(1);
  expect(unitlessWindow([{ ...old, conversion_window: 8 }], [old])).toBe(0);
});

test("events and actions are found in every type", () => {
  const action = (id: number): JsonObject => ({ kind: "ActionsNode", id });
  const metrics = [
    mean(),
    metric("funnel", { series: [paid, action(2), { kind: "EventsNode", event: null }] }),
    metric("ratio", { numerator: action(1), denominator: action(2) }),
    retention(),
  ];
  expect(eventsOf(metrics)).toEqual(["order paid", "signed up"]);
  expect(actionsOf(metrics)).toEqual([2, 1]);
});

test("a fingerprint follows the metric and what is around it, not the order of keys nor itself", () => {
  const around = { start_date: null };
  const first = fingerprintOf(mean({ name: "A", uuid: "1" }), around);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprintOf({ uuid: "1", name: "A", fingerprint: first, ...mean() }, around)).toBe(first);
  expect(fingerprintOf(mean({ name: "B", uuid: "1" }), around)).not.toBe(first);
  expect(fingerprintOf(mean({ name: "A", uuid: "1" }), { start_date: "2026-01-01" })).not.toBe(first);
});
