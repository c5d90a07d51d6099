import { same } from "@posthog-definitions/core/kind";
import { experimentHoldout } from "@posthog-definitions/plugin-experiment-holdouts";
import { experimentSavedMetric } from "@posthog-definitions/plugin-experiment-saved-metrics";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { experiment } from "../src/index.js";
import { createBench, flag, make, specOf, validated, wrong } from "./support.js";

const bench = createBench();
beforeEach(() => bench.reset());
afterAll(() => bench.close());

/** As files of the published alpha write them. */
const checkoutFlag = featureFlag({
  key: "new-checkout",
  active: true,
  filters: {
    groups: [{ properties: [], rollout_percentage: 100 }],
    multivariate: {
      variants: [
        { key: "control", name: "Control", rollout_percentage: 50 },
        { key: "test", name: "Test", rollout_percentage: 50 },
      ],
    },
  },
});
const metric = (event: string) => ({
  kind: "ExperimentMetric" as const,
  metric_type: "mean" as const,
  source: { kind: "EventsNode" as const, event },
});
const holdout = experimentHoldout({
  key: "one-percent",
  name: "One percent",
  filters: [{ properties: [], rollout_percentage: 1 }],
});
const revenue = experimentSavedMetric({ key: "revenue", name: "Revenue", query: metric("order paid") });
const checkout = experiment({
  key: "checkout-test",
  name: "Checkout test",
  description: "The shorter one sells more.",
  type: "product",
  featureFlag: checkoutFlag,
  lifecycle: "draft",
  archived: false,
  holdout,
  parameters: {
    feature_flag_variants: [
      { key: "control", name: "Control", rollout_percentage: 50 },
      { key: "test", name: "Test", rollout_percentage: 50 },
    ],
    minimum_detectable_effect: 20,
    rollout_percentage: 100,
  },
  metrics: [metric("order paid")],
  metrics_secondary: [metric("cart opened")],
  exposure_criteria: { filterTestAccounts: true },
  primarySavedMetrics: [revenue],
  secondarySavedMetrics: [],
});
const all = [checkoutFlag, holdout, revenue, checkout];

describe("a file of the alpha", () => {
  it("loads unchanged, and rests once it is applied", async () => {
    expect(validated(...all).diagnostics).toEqual([]);
    await bench.apply(all);
    expect((await bench.plan(all)).changes).toEqual([]);
    expect(await bench.row(checkout)).toMatchObject({
      feature_flag_key: "new-checkout",
      running_time_calculation: { minimum_detectable_effect: 20 },
      holdout: { name: "One percent" },
      saved_metrics: [{ name: "Revenue", metadata: { type: "primary" } }],
    });
  });

  it("that concludes an experiment means what it says", () => {
    const over = experiment({
      ...checkout.spec,
      lifecycle: "stopped",
      conclusion: "stopped_early",
      conclusionComment: "Nobody came.",
    });
    expect(validated(checkoutFlag, holdout, revenue, over).diagnostics).toEqual([]);
  });

  it("may name fields as PostHog does, but not twice", () => {
    expect(wrong({ lifecycle: "stopped", conclusion_comment: "c" })).toEqual([]);
    expect(wrong({ lifecycle: "stopped", conclusion_comment: "c", conclusionComment: "c" })).toEqual([
      expect.stringContaining("two names of one field"),
    ]);
  });
});

describe("a row of the alpha", () => {
  it("is known by its mark, and is no difference", async () => {
    const flagRow = await bench.hand.send("POST", "feature_flags/", {
      key: "checkout",
      filters: {
        groups: [{ properties: [], rollout_percentage: 100 }],
        multivariate: { variants: ["control", "test"].map((key) => ({ key, rollout_percentage: 50 })) },
      },
      tags: ["iac:feature-flags:checkout", "iac:hash:0123456789abcdef"],
    });
    const row = await bench.hand.send("POST", "experiments/", {
      name: "E",
      description: "Why.\n\n<!-- iac:experiments:e iac:hash:0123456789abcdef -->",
      feature_flag_key: "checkout",
      metrics: [metric("order paid")],
      allow_unknown_events: true,
    });
    const { changes, orphans } = await bench.plan([
      flag(),
      make({ description: "Why.", metrics: [metric("order paid")] }),
    ]);
    expect([changes, orphans]).toEqual([[], []]);
    expect(row["feature_flag"]).toMatchObject({ id: flagRow["id"] });
  });
});

describe("`parameters`", () => {
  const variants = (...shares: [string, number][]) => ({
    parameters: { feature_flag_variants: shares.map(([key, rollout_percentage]) => ({ key, rollout_percentage })) },
  });

  it("say of the flag what its own definition decides: no more than a warning where they differ", () => {
    expect(wrong(variants(["control", 50], ["test", 50]))).toEqual([]);
    expect(wrong(variants(["control", 20], ["test", 80]))).toEqual([
      expect.stringMatching(/^warning parameters\.feature_flag_variants: .*not those of the flag/),
    ]);
    expect(wrong(variants(["control", 50], ["other", 50]))).toHaveLength(1);
    expect(wrong({ parameters: { rollout_percentage: 100 } })).toEqual([]);
    expect(wrong({ parameters: { rollout_percentage: 30 } })).toEqual([
      expect.stringMatching(/^warning parameters\.rollout_percentage: /),
    ]);
    const shares = [
      { key: "control", split_percent: 50, rollout_percentage: 1 },
      { key: "test", split_percent: 50 },
    ];
    expect(wrong({ parameters: { feature_flag_variants: shares } })).toEqual([]);
  });

  it("are never sent, and no difference when they change", async () => {
    const before = [flag(), make(variants(["control", 50], ["test", 50]))];
    await bench.apply(before);
    const { plan } = await bench.run([flag(), make(variants(["control", 10], ["test", 90]))], { dry: true });
    expect(plan?.changes).toEqual([]);
    const posted = bench.emulator.log.writes.find(({ path }) => path.endsWith("/experiments/"))!;
    expect(posted.body).not.toContain("parameters");
  });

  it("hold an effect that has its place elsewhere now", () => {
    const effect = { minimum_detectable_effect: 5 };
    expect(same(specOf({ parameters: effect }), specOf({ running_time_calculation: effect }))).toBe(true);
    const both = specOf({ parameters: effect, running_time_calculation: { minimum_detectable_effect: 7 } });
    expect(both.running_time_calculation).toEqual({ minimum_detectable_effect: 7 });
  });
});
