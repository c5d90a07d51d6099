import type { Definition, Id, Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, same, type Decoding } from "@posthog-definitions/core/kind";
import { event, meanMetric } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { experimentSavedMetric, type ExperimentSavedMetricInput } from "../src/index.js";
import { experimentSavedMetric as kind } from "../src/kind.js";
import type { ExperimentSavedMetricRow } from "../src/row.js";
import type { ExperimentSavedMetricSpec } from "../src/schema.js";

const registry = registryOf(kind);
const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};
const views = meanMetric({ source: "$pageview" });
const resolved = (definition: Definition) => resolve({ definitions: [{ definition }], registry });
const specOf = (input: Partial<ExperimentSavedMetricInput>): ExperimentSavedMetricSpec => {
  const definition = experimentSavedMetric({ key: "a", name: "A", query: views, ...input });
  const { definitions, diagnostics } = resolved(definition);
  if (!definitions[0]) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return definitions[0].spec as unknown as ExperimentSavedMetricSpec;
};
const decode = (row: Partial<ExperimentSavedMetricRow>): ExperimentSavedMetricSpec =>
  normalised(kind, kind.decode({ id: 1, ...row }, at) as ExperimentSavedMetricSpec);

describe("a file of the alpha", () => {
  it("loads unchanged and means what it says", () => {
    expect(
      specOf({
        name: "Revenue",
        description: "What people pay.",
        query: {
          kind: "ExperimentMetric",
          metric_type: "mean",
          goal: "increase",
          source: { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total", properties: [] },
        },
      }),
    ).toEqual({
      name: "Revenue",
      description: "What people pay.",
      query: {
        kind: "ExperimentMetric",
        metric_type: "mean",
        goal: "increase",
        source: { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total" },
      },
    });
  });

  it("says the same as a builder", () => {
    const source = { kind: "EventsNode", event: "order paid", math: "sum", math_property: "total" } as const;
    const raw = specOf({ query: { kind: "ExperimentMetric", metric_type: "mean", source } });
    const { kind: _kind, event: name, ...rest } = source;
    expect(specOf({ query: meanMetric({ source: event(name, rest) }) })).toEqual(raw);
  });
});

describe("a row", () => {
  it("is no difference for what PostHog adds", () => {
    const query = { kind: "ExperimentMetric", metric_type: "mean", source: { kind: "ActionsNode", id: 3 } };
    const shown = {
      ...query,
      uuid: "u",
      fingerprint: "f",
      version: null,
      goal: null,
      source: { ...query.source, name: "Renamed", properties: [], math: "total" },
    };
    expect(same(decode({ name: "A", query: shown }), decode({ name: "A", query }))).toBe(true);
    expect(same(decode({ query: { ...shown, goal: "decrease" } }), decode({ query }))).toBe(false);
  });

  it("of any shape is read without a throw, and written without one", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 4, maxKeys: 4 });
    const names = fc.constantFrom("kind", "metric_type", "source", "series", "uuid", "goal", "id", "properties");
    const words = fc.constantFrom("ExperimentMetric", "ExperimentTrendsQuery", "mean", "funnel", "ActionsNode");
    const query = fc.oneof(
      junk,
      fc.dictionary(names, fc.oneof(junk, words, fc.dictionary(names, fc.oneof(junk, words)))),
    );
    fc.assert(
      fc.property(query, query, junk, junk, (query, other, tags, name) => {
        const row = { id: 1, query, tags, name } as unknown as ExperimentSavedMetricRow;
        const spec = decode(row);
        expect(normalised(kind, spec)).toEqual(spec);
        kind.encode(spec, { key: "a", row });
        kind.encode(specOf({}), { key: "a", row });
        kind.settle!(kind.ours!(spec, specOf({})), decode({ query: other }), { applied: true, warn: () => undefined });
      }),
      { numRuns: 500 },
    );
  });
});

describe("mistakes", () => {
  const told = (input: object, severity = "error") =>
    resolved(experimentSavedMetric({ key: "a", name: "A", query: views, ...input } as ExperimentSavedMetricInput))
      .diagnostics.filter((each) => each.severity === severity)
      .map(({ path, message }) => `${(path ?? []).join(".")}: ${message}`);

  it.each<[string, object, string]>([
    ["no name", { name: " " }, "name: .*PostHog wants a name"],
    ["a long name", { name: "x".repeat(401) }, "name: .*has more than 400"],
    ["no metric", { query: undefined }, "query: "],
    ["a misspelt field", { descripton: "x" }, "descripton: "],
    ["a misspelt field of the metric", { query: { ...views, gaol: "increase" } }, "query.gaol: .*did you mean `goal`"],
    ["a misspelt field of its source", { query: { ...views, source: { evnt: "a" } } }, "query.source.evnt: .*`event`"],
    ["a legacy metric", { query: { kind: "ExperimentFunnelsQuery" } }, "query.kind: .*old form"],
    [
      "a window without a unit",
      { query: { ...views, conversion_window: 1 } },
      "query.conversion_window_unit: .*is needed",
    ],
  ])("%s", (_what, input, text) => {
    expect(told(input)).toContainEqual(expect.stringMatching(new RegExp(`^${text}`)));
  });

  it("a description that has no room beside the mark, which is longer with a longer key", () => {
    const room = 400 - "\n\n<!-- iac:experiment-saved-metrics:a iac:hash:0123456789abcdef -->".length;
    expect(told({ description: "x".repeat(room) })).toEqual([]);
    expect(told({ description: "x".repeat(room + 1) })).toEqual([
      `description: \`description\` has ${room + 1} characters, and there is room for ${room}.`,
    ]);
    expect(told({ key: "ab", description: "x".repeat(room) })).toHaveLength(1);
  });

  it("a uuid, which is PostHog's own, is accepted with a warning", () => {
    const query = { ...views, uuid: "0b7f6a4e-3c55-4b3e-8f1a-111111111111" };
    expect(told({ query })).toEqual([]);
    expect(told({ query }, "warning")).toEqual([expect.stringMatching(/^query\.uuid: .*PostHog gives/)]);
    expect(specOf({ query })).toEqual(specOf({}));
  });

  it("two names that differ in case alone", () => {
    const definitions = ["Revenue", "REVENUE"].map((name, i) => ({
      definition: experimentSavedMetric({ key: `k${i}`, name, query: views }),
    }));
    const codes = resolve({ definitions, registry }).diagnostics.map(({ code, message }) => `${code} ${message}`);
    expect(codes).toEqual([expect.stringMatching(/experiment-saved-metric\.k1.*experiment-saved-metric\.k0|k0.*k1/)]);
  });

  it("do not compile", () => {
    // @ts-expect-error the query is missing
    experimentSavedMetric({ key: "a", name: "A" });
    // @ts-expect-error a misspelt field
    experimentSavedMetric({ key: "a", name: "A", query: views, descripton: "x" });
    // @ts-expect-error a legacy metric
    experimentSavedMetric({ key: "a", name: "A", query: { kind: "ExperimentTrendsQuery" } });
    // @ts-expect-error no such way of counting
    experimentSavedMetric({ key: "a", name: "A", query: meanMetric({ source: { event: "a", math: "p95" } }) });
  });
});
