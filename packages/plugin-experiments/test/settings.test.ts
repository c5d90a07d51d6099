import { fc } from "@posthog-definitions/testkit";
import { experimentSavedMetric } from "@posthog-definitions/plugin-experiment-saved-metrics";
import { event, funnelMetric, meanMetric } from "@posthog-definitions/queries";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { normalised } from "@posthog-definitions/core/kind";
import { experiment as kind } from "../src/kind.js";
import type { ExperimentInput } from "../src/index.js";
import type { ExperimentRow } from "../src/row.js";
import { encodeRunningTime } from "../src/settings.js";
import { createBench, flag, make, meaning, specOf } from "./support.js";

const bench = createBench();
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const of = (input: Partial<ExperimentInput> = {}) => [flag(), make(input)];
const row = () => bench.row(make());
const changed = async (input: Partial<ExperimentInput>) =>
  (await bench.plan(of(input))).changes.flatMap(({ fields }) => fields.map(({ path }) => path.join(".")));

describe("what the file does not say of", () => {
  it("the calculator stays, whatever it is called", () => {
    const there = { exposure_estimate_config: { constructor: 1, manualExposureRate: 2 } };
    expect(encodeRunningTime(there, { exposure_estimate_config: { conversionRateInputType: "automatic" } })).toEqual({
      exposure_estimate_config: { constructor: 1, conversionRateInputType: "automatic" },
    });
  });

  it("statistics, exposure and the calculator stays as it is, member by member", async () => {
    await bench.apply(of());
    await bench.byHand(make(), {
      stats_config: { method: "frequentist", frequentist: { alpha: 0.1 }, cuped: { enabled: true } },
      exposure_criteria: { filterTestAccounts: false, multiple_variant_handling: "first_seen" },
      running_time_calculation: { minimum_detectable_effect: 10, recommended_sample_size: 500 },
    });
    expect(await changed({})).toEqual([]);
    const input: Partial<ExperimentInput> = {
      stats_config: { frequentist: { alpha: 0.05 } },
      exposure_criteria: { filterTestAccounts: true },
      running_time_calculation: { minimum_detectable_effect: 20 },
    };
    expect(await changed(input)).toEqual([
      "exposure_criteria.filterTestAccounts",
      "stats_config.frequentist.alpha",
      "running_time_calculation.minimum_detectable_effect",
    ]);
    await bench.apply(of(input));
    expect(await row()).toMatchObject({
      stats_config: { method: "frequentist", frequentist: { alpha: 0.05 }, cuped: { enabled: true } },
      exposure_criteria: { filterTestAccounts: true, multiple_variant_handling: "first_seen" },
      running_time_calculation: { minimum_detectable_effect: 20, recommended_sample_size: 500 },
    });
    expect(await changed(input)).toEqual([]);
  });

  it("estimates that PostHog saves by itself is never a difference", async () => {
    const input = { running_time_calculation: { minimum_detectable_effect: 20 } };
    await bench.apply(of(input));
    await bench.byHand(make(), {
      running_time_calculation: {
        minimum_detectable_effect: 20,
        recommended_running_time: 9,
        recommended_sample_size: 7,
      },
    });
    expect(await changed(input)).toEqual([]);
    expect(await changed({})).toEqual([]);
  });

  it("variants that are left out, matured users and tags stays", async () => {
    const three = flag({ variants: { control: 50, test: 25, other: 25 } });
    await bench.apply([three, make()]);
    await bench.byHand(make(), { excluded_variants: ["other"], only_count_matured_users: true, tags: ["mine"] });
    expect((await bench.plan([three, make()])).changes).toEqual([]);
    await bench.apply([three, make({ excluded_variants: [], only_count_matured_users: false, tags: [] })]);
    expect(await row()).toMatchObject({ excluded_variants: [], only_count_matured_users: false, tags: [] });
  });
});

describe("exposure", () => {
  it("is taken over by another event or action as a whole", async () => {
    const action = await bench.hand.send("POST", "actions/", { name: "Opened", steps: [] });
    const by = (exposure_config: NonNullable<ExperimentInput["exposure_criteria"]>["exposure_config"]) => ({
      exposure_criteria: { exposure_config: exposure_config! },
    });
    await bench.apply(of(by({ action: action["id"] as number })));
    expect((await row())["exposure_criteria"]).toMatchObject({ exposure_config: { kind: "ActionsNode" } });
    await bench.apply(of(by("checkout opened")));
    expect((await row())["exposure_criteria"]).toEqual({
      filterTestAccounts: true,
      exposure_config: { kind: "ExperimentEventExposureConfig", event: "checkout opened", properties: [] },
    });
  });
});

describe("metrics", () => {
  const uuids = async () => ((await row())["metrics"] as { uuid: string }[]).map(({ uuid }) => uuid);
  const paid = meanMetric({ name: "Paid", source: "order paid" });
  const steps = funnelMetric({ series: ["cart opened", "order paid"] });

  it("keep the uuids that PostHog gave them, when others come, go or move", async () => {
    await bench.apply(of({ metrics: [paid, steps] }));
    const [first, second] = await uuids();
    await bench.apply(of({ metrics: [steps, meanMetric({ name: "New", source: "x" }), paid] }));
    const now = await uuids();
    expect([now[0], now[2]]).toEqual([second, first]);
    const summed = meanMetric({ name: "Paid", source: event("order paid", { math: "sum", math_property: "total" }) });
    await bench.apply(of({ metrics: [summed] }));
    expect(await uuids()).toEqual([first]);
    expect(await changed({ metrics: [summed] })).toEqual([]);
  });

  it("that people add are a difference, and go", async () => {
    await bench.apply(of({ metrics: [paid] }));
    const { metrics } = (await row()) as unknown as { metrics: object[] };
    await bench.byHand(make(), {
      metrics: [...metrics, { ...metrics[0], uuid: undefined }],
      allow_unknown_events: true,
    });
    expect(await changed({ metrics: [paid] })).toEqual(["metrics"]);
    await bench.apply(of({ metrics: [paid] }));
    expect(await uuids()).toHaveLength(1);
  });
});

describe("saved metrics", () => {
  const [revenue, refunds] = ["Revenue", "Refunds"].map((name) =>
    experimentSavedMetric({ key: name.toLowerCase(), name, query: meanMetric({ source: name }) }),
  );
  const all = (input: Partial<ExperimentInput>) => [flag(), revenue!, refunds!, make(input)];
  const links = async () => (await row())["saved_metrics"] as { saved_metric: number; metadata: object }[];

  it("keep what PostHog notes beside them when others come or go", async () => {
    await bench.apply(all({ primarySavedMetrics: [revenue!] }));
    const [link] = await links();
    const breakdowns = [{ property: "$browser", type: "event" }];
    await bench.byHand(make(), {
      saved_metrics_ids: [{ id: link!.saved_metric, metadata: { type: "primary", breakdowns } }],
    });
    expect((await bench.plan(all({ primarySavedMetrics: [revenue!] }))).changes).toEqual([]);
    await bench.apply(all({ primarySavedMetrics: [revenue!], secondarySavedMetrics: [refunds!] }));
    expect(await links()).toMatchObject([
      { metadata: { type: "primary", breakdowns } },
      { metadata: { type: "secondary" } },
    ]);
    await bench.apply(all({ secondarySavedMetrics: [revenue!] }));
    expect(await links()).toMatchObject([{ metadata: { type: "secondary", breakdowns } }]);
    await bench.apply(all({}));
    expect(await links()).toEqual([]);
  });
});

describe("a row", () => {
  it("is read without its flag, and as what it is where its state has another word", () => {
    expect(meaning({})).toMatchObject({ name: "", type: "product", metrics: [], repository: null });
    const state = (of: Partial<ExperimentRow>) => kind.facets!["lifecycle"]!.decode({ id: 1, ...of }, {} as never);
    const [start_date, end_date] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];
    expect(state({ status: "exposure_frozen" })).toBe("running");
    expect(state({ status: "thawed", start_date })).toBe("running");
    expect(state({ status: "thawed", start_date, feature_flag: { id: 1, active: false } })).toBe("paused");
    expect(state({ start_date, end_date })).toBe("stopped");
    expect(state({ end_date })).toBe("draft");
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 3, maxKeys: 4 });
    const names = [
      ..."feature_flag holdout metrics metrics_secondary saved_metrics exposure_criteria stats_config".split(" "),
      ..."running_time_calculation excluded_variants tags conclusion repository status".split(" "),
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.oneof(junk, fc.array(junk))), (odd) => {
        const spec = meaning(odd as unknown as ExperimentRow);
        kind.encode(spec, { key: "e", row: { id: 1, ...odd } as ExperimentRow });
        expect(normalised(kind, spec)).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the shortest input", () => {
  it("says what is not usual", () => {
    expect(
      kind.shorten!(specOf({ metrics: [meanMetric({ source: "a" })], conclusion: null, archived: false })),
    ).toEqual({
      name: "E",
      featureFlag: { $ref: "feature-flag", key: "checkout" },
      metrics: [{ $call: "meanMetric", args: [{ source: "a" }] }],
    });
  });
});
