import { evaluated } from "@posthog-definitions/core/kind";
import { hasSite, isDefinition, isRef, siteOf } from "@posthog-definitions/core";
import { describe, expect, test } from "vitest";
import { event, meanMetric, raw } from "../src/index.js";
import {
  decodeExposureCriteria,
  decodeMetric,
  decodeMetrics,
  encodeExposureCriteria,
  encodeMetrics,
  experimentExposureCriteria,
  experimentMetric,
  normaliseExposureCriteria,
  normaliseMetric,
  oursOfMetrics,
  pairMetrics,
  toMetricCall,
  type QueryNode,
} from "../src/schema.js";
import { exposureExamples, metricCorpus, metricExamples } from "./corpus/experiment.js";

const at = { ref: (kind: string, id: number | string) => ({ $ref: kind, id }) };
const titled = metricExamples.map((example) => [example.title, example] as const);

describe.each(Object.entries(metricCorpus))("%s", (_builder, examples) => {
  test("has at least three examples", () => expect(examples.length).toBeGreaterThanOrEqual(3));
  test.each(examples.map((example) => [example.title, example] as const))("%s", (_title, { metric, node }) => {
    const parsed = experimentMetric.parse(metric);
    expect(parsed).toEqual(node);
    expect(normaliseMetric(parsed)).toEqual(node);
  });
});

describe("exposure criteria", () => {
  test.each(exposureExamples.map((example) => [example.title, example] as const))(
    "%s",
    (_title, { criteria, node }) => {
      const parsed = experimentExposureCriteria.parse(criteria);
      expect(parsed).toEqual(node);
      expect(normaliseExposureCriteria(parsed)).toEqual(node);
    },
  );

  test("are sent with conditions, even none, and read back as they were", () => {
    const criteria = experimentExposureCriteria.parse({ exposure_config: "a", filterTestAccounts: false });
    const sent = encodeExposureCriteria(criteria);
    expect(sent).toEqual({
      filterTestAccounts: false,
      exposure_config: { kind: "ExperimentEventExposureConfig", event: "a", properties: [] },
    });
    expect(decodeExposureCriteria(sent, at)).toEqual(criteria);
    expect(
      decodeExposureCriteria({ exposure_config: { event: "a", properties: [] }, filterTestAccounts: false }, at),
    ).toEqual(criteria);
    const byAction = { exposure_config: { kind: "ActionsNode", id: 3, name: "Renamed", properties: [] } };
    expect(decodeExposureCriteria(byAction, at)).toEqual({
      exposure_config: { kind: "ActionsNode", id: { $ref: "action", id: 3 } },
    });
    for (const nothing of [null, undefined, {}, [], "a"]) expect(decodeExposureCriteria(nothing, at)).toBeUndefined();
  });

  test.each<[string, object, string]>([
    ["an unknown field", { exposureConfig: "a" }, "exposureConfig"],
    ["an unknown field of the event", { exposure_config: { event: "a", propertis: [] } }, "exposure_config.propertis"],
    ["a node that is none", { exposure_config: { kind: "EventsNode", event: "a" } }, "exposure_config.kind"],
    ["another way of handling", { multiple_variant_handling: "last_seen" }, "multiple_variant_handling"],
  ])("refuse %s", (_what, criteria, path) => {
    const result = experimentExposureCriteria.safeParse(criteria);
    expect(result.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});

/** Every object in what the user wrote, with its path; maps and the user's own data excepted. */
function* objects(value: unknown, path: (string | number)[] = []): Generator<(string | number)[]> {
  if (typeof value !== "object" || value === null || isRef(value) || isDefinition(value) || "$raw" in value) return;
  if (!Array.isArray(value) && path.at(-1) !== "where") yield path;
  for (const [key, item] of Object.entries(value))
    yield* objects(item, [...path, Array.isArray(value) ? Number(key) : key]);
}
function withStray(value: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (step === undefined) return { ...(value as object), strayField: 1 };
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? withStray(item, rest) : item));
  return { ...(value as object), [step]: withStray((value as Record<string, unknown>)[step], rest) };
}
const strays = metricExamples.flatMap(({ title, metric }) =>
  [...objects(metric)].map((path) => [`${title}: ${path.join(".") || "(root)"}`, metric, path] as const),
);

describe("an unknown field is refused at its path, in every object of every example", () => {
  test("there are many objects to try", () => expect(strays.length).toBeGreaterThan(30));
  test.each(strays)("%s", (_title, metric, path) => {
    const result = experimentMetric.safeParse(withStray(metric, path));
    expect(result.error?.issues.map((issue) => issue.path.join("."))).toContain([...path, "strayField"].join("."));
  });
});

const mean = (rest: object = {}): object => ({ kind: "ExperimentMetric", metric_type: "mean", source: "a", ...rest });
const funnel = (series: unknown): object => ({ kind: "ExperimentMetric", metric_type: "funnel", series });
const rows = (fields: object = {}): object => ({
  kind: "ExperimentDataWarehouseNode",
  table_name: "t",
  timestamp_field: "at",
  events_join_key: "distinct_id",
  data_warehouse_join_key: "id",
  ...fields,
});
const retention = (rest: object): object => ({
  kind: "ExperimentMetric",
  metric_type: "retention",
  start_event: "a",
  completion_event: "b",
  retention_window_start: 1,
  retention_window_end: 7,
  retention_window_unit: "day",
  start_handling: "first_seen",
  ...rest,
});
const exposed = { start_event: { kind: "ExperimentExposureNode" } };

describe("is refused, at its place:", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["no metric", "a", "", /expected a metric/],
    ["no kind", { metric_type: "mean" }, "", /expected a metric/],
    ["a query", { kind: "TrendsQuery" }, "kind", /is no metric/],
    ["a legacy metric", { kind: "ExperimentTrendsQuery" }, "kind", /old form.*meanMetric, funnelMetric/],
    ["no type", { kind: "ExperimentMetric" }, "", /metric_type.*mean, funnel, ratio, retention/],
    ["another type", { kind: "ExperimentMetric", metric_type: "median" }, "metric_type", /no type of metric/],
    ["a raw node that is no metric", raw({ kind: "TrendsQuery" }), "$raw.kind", /only a metric/],
    ["a member of another type", mean({ series: ["a"] }), "series", /no such field/],
    [
      "a way of counting that experiments lack",
      mean({ source: { event: "a", math: "weekly_active" } }),
      "source.math",
      /Invalid/,
    ],
    ["a sum of nothing", mean({ source: { event: "a", math: "sum" } }), "source.math_property", /is needed/],
    [
      "an action by another kind",
      mean({ source: { action: { $ref: "cohort", key: "a" } } }),
      "source.action",
      /expected an action/,
    ],
    ["an id on an event", mean({ source: { kind: "EventsNode", id: 1 } }), "source.id", /no such field/],
    [
      "the exposure, where retention does not start",
      mean({ source: exposed.start_event }),
      "source.kind",
      /does not fit here/,
    ],
    ["a window without its unit", mean({ conversion_window: 7 }), "conversion_window_unit", /is needed/],
    ["a unit without its window", mean({ conversion_window_unit: "day" }), "conversion_window", /is needed/],
    [
      "a window of nothing",
      mean({ conversion_window: 0, conversion_window_unit: "day" }),
      "conversion_window",
      /at least 1/,
    ],
    ["a percentile in percent", mean({ upper_bound_percentile: 99 }), "upper_bound_percentile", /<=1/],
    [
      "percentiles the wrong way round",
      mean({ lower_bound_percentile: 0.9, upper_bound_percentile: 0.1 }),
      "lower_bound_percentile",
      /below/,
    ],
    ["a threshold of nothing", mean({ threshold: 0 }), "threshold", />0/],
    [
      "a threshold on an average",
      mean({ source: { event: "a", math: "avg", math_property: "p" }, threshold: 1 }),
      "threshold",
      /`total` and `sum`/,
    ],
    ["a threshold with percentiles", mean({ threshold: 1, upper_bound_percentile: 0.9 }), "threshold", /percentiles/],
    ["a funnel of no steps", funnel([]), "series", /at least one step/],
    ["steps with different joins", funnel([rows(), rows({ events_join_key: "x" })]), "series", /share one/],
    ["four steps of the warehouse", funnel([rows(), rows(), rows(), rows()]), "series", /at most 3/],
    ["three tables", funnel(["a", "b", "c"].map((table_name) => rows({ table_name }))), "series", /at most 2/],
    ["the last exposure", retention({ ...exposed, start_handling: "last_seen" }), "start_handling", /first_seen/],
    [
      "a window from the exposure",
      retention({ ...exposed, conversion_window: 1, conversion_window_unit: "day" }),
      "conversion_window",
      /does not go/,
    ],
    [
      "a window that ends before it starts",
      retention({ retention_window_end: 0 }),
      "retention_window_end",
      /not before/,
    ],
  ])("%s", (_what, metric, path, text) => {
    const issues = experimentMetric.safeParse(metric).error?.issues ?? [];
    expect(issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)).toEqual([
      expect.stringMatching(new RegExp(`^${path.replaceAll(".", "\\.").replace("$", "\\$")}: .*${text.source}`)),
    ]);
  });

  test("a retention metric without what it needs, all of it at once", () => {
    const issues =
      experimentMetric.safeParse({ kind: "ExperimentMetric", metric_type: "retention" }).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join("."))).toEqual([
      "start_event",
      "completion_event",
      "retention_window_start",
      "retention_window_end",
      "retention_window_unit",
      "start_handling",
    ]);
  });
});

describe("on the wire", () => {
  test.each(titled)("%s: is what it is after it was sent, stamped and read", (_title, { metric, node }) => {
    const normal = experimentMetric.parse(metric);
    const [sent] = encodeMetrics([normal]);
    const stamped = { uuid: "made", version: null, ...sent, fingerprint: "f", response: {}, sharedMetricId: 3 };
    const read = decodeMetric(renamed(stamped), at);
    expect(oursOfMetrics([read], [normal])).toEqual([withIds(node)]);
  });

  test("what is no metric comes through", () => {
    for (const junk of [null, 1, "a", [], { kind: "ExperimentTrendsQuery", count_query: {} }])
      expect(() => decodeMetric(junk, at)).not.toThrow();
    expect(decodeMetrics(null, at)).toEqual([]);
    expect(decodeMetrics({}, at)).toEqual([]);
    expect(decodeMetric({ kind: "ExperimentTrendsQuery", count_query: { kind: "TrendsQuery" } }, at)).toEqual({
      kind: "ExperimentTrendsQuery",
      count_query: { kind: "TrendsQuery" },
    });
  });
});

/** As the server shows it once the actions have other names. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  if (isRef(value)) return value.id ?? 99;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item)]));
  return copy["kind"] === "ActionsNode" ? { ...copy, name: "Renamed" } : copy;
}
/** References as they come back where nothing is managed. */
function withIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value !== "object" || value === null) return value;
  if (isRef(value)) return { $ref: value.$ref, id: value.id ?? 99 };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item)]));
}

const parsed = (metric: Parameters<typeof meanMetric>[0]): QueryNode => experimentMetric.parse(meanMetric(metric));

describe("which metric is which", () => {
  const a = parsed({ name: "A", source: "a" });
  const b = parsed({ name: "B", source: "b" });
  const stored = [
    { ...a, uuid: "1" },
    { ...b, uuid: "2" },
  ];

  test("a pinned uuid, then the name, then the content, then the place", () => {
    expect(pairMetrics([a, b], stored)).toEqual([0, 1]);
    expect(pairMetrics([b, a], stored)).toEqual([1, 0]);
    expect(pairMetrics([{ ...a, name: "B" }], stored)).toEqual([1]);
    expect(pairMetrics([parsed({ name: "B2", source: "b" })], stored)).toEqual([1]);
    expect(pairMetrics([parsed({ name: "New", source: "c" }), a], stored)).toEqual([1, 0]);
    expect(pairMetrics([parsed({ source: "x", uuid: "2" }), parsed({ name: "B", source: "b" })], stored)).toEqual([
      1, 0,
    ]);
    expect(pairMetrics([a, b, parsed({ source: "c" })], stored)).toEqual([0, 1, undefined]);
  });

  test("content is compared although one side has references where the other has ids", () => {
    const action = experimentMetric.parse(meanMetric({ source: { action: { $ref: "action", key: "x" } } }));
    const other = experimentMetric.parse(meanMetric({ source: { action: 8 } }));
    const live = [
      { kind: "ExperimentMetric", metric_type: "mean", source: { kind: "EventsNode", event: "a" } },
      { kind: "ExperimentMetric", metric_type: "mean", source: { kind: "ActionsNode", id: 7, name: "X" } },
    ];
    expect(pairMetrics([action], live)).toEqual([1]);
    expect(pairMetrics([other, action], live)).toEqual([0, 1]);
  });

  test("each keeps its uuid and what is not known here, whatever moves", () => {
    const live = [
      { ...a, uuid: "1", fingerprint: "f", version: 1, isSharedMetric: false, next: { x: null } },
      { ...b, uuid: "2" },
    ];
    expect(encodeMetrics([b, { ...a, goal: "decrease" }], live)).toEqual([
      { ...b, uuid: "2" },
      { ...a, goal: "decrease", uuid: "1", next: { x: null } },
    ]);
    expect(encodeMetrics([parsed({ name: "A", source: "a", uuid: "9" })], live)[0]).toMatchObject({ uuid: "9" });
    expect(encodeMetrics([a])[0]).toEqual(a);
    for (const none of [null, undefined, {}, "a"]) expect(encodeMetrics([a], none)).toEqual([a]);
  });

  test("a uuid is compared where it is pinned, and what is not known where the file has it", () => {
    const have = decodeMetrics(
      [
        { ...a, uuid: "1", next: 1 },
        { ...b, uuid: "2" },
      ],
      at,
    );
    expect(oursOfMetrics(have, [a, b])).toEqual([a, b]);
    expect(oursOfMetrics(have, [b, { ...a, uuid: "9", next: 2 }])).toEqual([{ ...a, uuid: "1", next: 1 }, b]);
    expect(oursOfMetrics(have, [])).toEqual([a, b]);
  });
});

describe("as builder calls", () => {
  test.each(titled)("%s: parses back", (_title, { metric }) => {
    const normal = experimentMetric.parse(metric);
    expect(experimentMetric.parse(evaluated(toMetricCall(normal)))).toEqual(normal);
  });

  test("uses the short forms, and a raw node for what it does not know", () => {
    const source = { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total" };
    expect(toMetricCall({ kind: "ExperimentMetric", metric_type: "mean", name: "Revenue", source })).toEqual({
      $call: "meanMetric",
      args: [{ name: "Revenue", source: { event: "order paid", math: "sum", math_property: "total" } }],
    });
    const strange = { kind: "ExperimentMetric", metric_type: "median", of: 1 };
    expect(toMetricCall(strange)).toMatchObject({ $call: "raw", args: [strange] });
  });
});

test("builders freeze what they are given, and note where they were called", () => {
  const input = { source: event("a") };
  const metric = meanMetric(input);
  expect(metric).toEqual({ kind: "ExperimentMetric", metric_type: "mean", source: { kind: "EventsNode", event: "a" } });
  expect(Object.isFrozen(metric) && Object.isFrozen(metric.source)).toBe(true);
  expect(Object.isFrozen(input)).toBe(false);
  expect(metricExamples.filter(({ metric }) => hasSite(metric)).length).toBeGreaterThan(12);
  expect(siteOf(metric)).toMatch(/^.*\n.*experiment-metrics\.test\.ts/);
});
