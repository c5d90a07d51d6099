import { action } from "@posthog-definitions/plugin-actions";
import { action as actionKind } from "@posthog-definitions/plugin-actions/kind";
import { experimentHoldout } from "@posthog-definitions/plugin-experiment-holdouts";
import { experimentHoldout as holdoutKind } from "@posthog-definitions/plugin-experiment-holdouts/kind";
import { experimentSavedMetric } from "@posthog-definitions/plugin-experiment-saved-metrics";
import { experimentSavedMetric as savedMetricKind } from "@posthog-definitions/plugin-experiment-saved-metrics/kind";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { event, funnelMetric, meanMetric, ratioMetric, where } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { experiment } from "../src/index.js";
import { experiment as kind } from "../src/kind.js";

const flags = ["checkout", "pricing"].map((key) =>
  featureFlag({ key, rollout: 100, variants: { control: 50, test: 20, other: 20, more: 10 } }),
);
const [revenue, refunds] = ["Revenue", "Refunds"].map((name) =>
  experimentSavedMetric({ key: name.toLowerCase(), name, query: meanMetric({ source: name.toLowerCase() }) }),
);
const [tenth, fifth] = [10, 20].map((share) =>
  experimentHoldout({ key: `of-${share}`, name: `Of ${share}`, filters: [{ rollout_percentage: share }] }),
);
const paid = action({ key: "paid", name: "Paid", steps: [{ event: "order paid" }] });

const metric = fc.constantFrom(
  meanMetric({ name: "Orders", source: "order paid" }),
  meanMetric({ source: event("order paid", { math: "sum", math_property: "total" }), goal: "decrease" }),
  funnelMetric({ series: ["cart opened", { action: paid }], conversion_window: 7, conversion_window_unit: "day" }),
  ratioMetric({ name: "Refunds", numerator: "order refunded", denominator: { action: paid } }),
  meanMetric({ source: "order paid", uuid: "0b7f6a4e-3c55-4b3e-8f1a-111111111111" }),
);
// A uuid once.
const metrics = fc.uniqueArray(metric, { maxLength: 3 });
const share = fc.constantFrom(0.05, 0.2);
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, arbitrary);

conformance(kind, {
  factory: experiment,
  friends: [...flags, revenue!, refunds!, tenth!, fifth!, paid],
  kinds: [flagKind, savedMetricKind, holdoutKind, actionKind],
  // Several that are over, so that there is always one whose comment can become another's.
  samples: (["By far.", "Within the noise.", "Not at all."] as const).map((conclusionComment, i) =>
    experiment({
      key: `over-${i}`,
      name: `Over ${i}`,
      featureFlag: flags[0]!,
      lifecycle: "stopped",
      archived: i === 0,
      conclusion: i === 2 ? "lost" : "won",
      conclusionComment,
    }),
  ),
  arbitraries: {
    featureFlag: fc.constantFrom(...flags),
    // What is paused depends on the flag, which strangers' experiments may share: see lifecycle.test.ts.
    lifecycle: fc.constantFrom("draft", "draft", "running", "stopped", undefined),
    // Only what is stopped takes these: where they are frequent, hardly any draft is left, and only a draft takes a holdout.
    archived: fc.constantFrom(undefined, undefined, undefined, false, true),
    conclusion: seldom(fc.constantFrom("won", "lost", "inconclusive")),
    conclusionComment: seldom(fc.constantFrom("By far.", "Within the noise.")),
    holdout: fc.constantFrom(tenth, fifth, undefined),
    metrics,
    metrics_secondary: metrics.map((list) => list.filter((each) => each.uuid === undefined)),
    primarySavedMetrics: fc.subarray([revenue!]),
    secondarySavedMetrics: fc.subarray([refunds!]),
    // Members that are absent are left alone: see settings.test.ts.
    exposure_criteria: fc.record({
      filterTestAccounts: fc.boolean(),
      multiple_variant_handling: fc.constantFrom("exclude" as const, "first_seen" as const),
      exposure_config: fc.constantFrom(
        "checkout opened",
        { event: "x", properties: where({ a: 1 }) },
        { action: paid },
      ),
    }),
    stats_config: fc.record({
      method: fc.constantFrom("bayesian" as const, "frequentist" as const),
      baseline_variant_key: fc.constantFrom("control", "test"),
      bayesian: fc.record({ ci_level: share }),
      frequentist: fc.record({ alpha: share, sequential_testing_enabled: fc.boolean() }),
      cuped: fc.record({ enabled: fc.boolean(), lookback_days: fc.constantFrom(7, 14) }),
    }),
    running_time_calculation: fc.record({
      minimum_detectable_effect: fc.integer({ min: 1, max: 50 }),
      exposure_estimate_config: fc.constantFrom(null, { conversionRateInputType: "automatic" as const }),
    }),
    parameters: fc.constantFrom({ rollout_percentage: 100 }, undefined),
    excluded_variants: fc.subarray(["other", "more"]),
    repository: fc.constantFrom("acme/web", "Acme/App", null),
  },
  untested: {
    parameters: "never sent: the flag's own definition decides; see alpha.test.ts",
    type: "fixed",
  },
});
