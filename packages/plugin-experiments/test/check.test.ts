import { ref } from "@posthog-definitions/core";
import { experimentSavedMetric } from "@posthog-definitions/plugin-experiment-saved-metrics";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { meanMetric } from "@posthog-definitions/queries";
import { describe, expect, it } from "vitest";
import { experiment } from "../src/index.js";
import { flag, validated, wrong } from "./support.js";

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ key: `v${i}`, rollout_percentage: 100 / count }));

describe("mistakes", () => {
  it.each<[string, object, string, string]>([
    ["no name", { name: " " }, "name", "PostHog wants a name"],
    ["a long description", { description: "x".repeat(2999) }, "description", "there is room for"],
    ["a misspelt field", { lifecylce: "draft" }, "lifecylce", "There is no field"],
    ["another state", { lifecycle: "exposure_frozen" }, "lifecycle", ""],
    [
      "a conclusion before the end",
      { lifecycle: "running", conclusion: "won" },
      "conclusion",
      '`lifecycle: "stopped"` too',
    ],
    ["a conclusion of nothing said", { conclusion: "won" }, "conclusion", '`lifecycle: "stopped"` too'],
    ["a comment before the end", { conclusionComment: "c" }, "conclusionComment", '`lifecycle: "stopped"` too'],
    ["another conclusion", { lifecycle: "stopped", conclusion: "maybe" }, "conclusion", ""],
    ["an archive before the end", { lifecycle: "draft", archived: true }, "archived", '`lifecycle: "stopped"` too'],
    ["a flag that is a text", { featureFlag: "checkout" }, "featureFlag", "expected a feature-flag"],
    ["an old metric", { metrics: [{ kind: "ExperimentTrendsQuery" }] }, "metrics.0.kind", "old form"],
    [
      "a baseline that is no variant",
      { stats_config: { baseline_variant_key: "b" } },
      "stats_config.baseline_variant_key",
      "it has `control`, `test`",
    ],
    ["the baseline left out", { excluded_variants: ["control"] }, "excluded_variants.0", "cannot be left out"],
    [
      "another baseline left out",
      { stats_config: { baseline_variant_key: "test" }, excluded_variants: ["test"] },
      "excluded_variants.0",
      "cannot be left out",
    ],
    ["a stranger left out", { excluded_variants: ["x"] }, "excluded_variants.0", "no variant `x`"],
    ["everybody left out", { excluded_variants: ["test"] }, "excluded_variants", "One variant at least"],
    ["a repository's address", { repository: "https://example.com/a/b" }, "repository", "owner/name"],
    ["a level in percent", { stats_config: { bayesian: { ci_level: 95 } } }, "stats_config.bayesian.ci_level", ""],
  ])("%s", (_, input, path, words) => {
    const told = wrong(input);
    expect(told).toContainEqual(expect.stringMatching(new RegExp(`^${path.replaceAll(".", "\\.")}: `)));
    expect(told.join("\n")).toContain(words);
  });

  it("of the flag are told at the reference, before anything is sent", () => {
    expect(wrong({}, featureFlag({ key: "f", rollout: 100 }))).toEqual([
      "featureFlag: An experiment compares variants, and the flag has none: give it at least two, such as `variants: { control: 50, test: 50 }`.",
    ]);
    expect(wrong({}, featureFlag({ key: "f", rollout: 100, variants: { control: 100 } }))).toEqual([
      expect.stringContaining("has one alone"),
    ]);
    expect(wrong({}, featureFlag({ key: "f", rollout: 100, variants: many(25) }))).toEqual([
      expect.stringContaining("takes 20 variants; the flag has 25"),
    ]);
    expect(wrong({}, featureFlag({ key: "f", rollout: 100, variants: many(20) }))).toEqual([]);
  });

  it("of a flag that somebody else defines, or that leaves its filters to PostHog, are PostHog's to tell", () => {
    expect(
      validated(experiment({ key: "e", name: "E", featureFlag: ref("feature-flag", "theirs") })).diagnostics,
    ).toEqual([]);
    expect(wrong({}, featureFlag({ key: "f" }))).toEqual([]);
  });

  it("are to name a saved metric twice", () => {
    const revenue = experimentSavedMetric({ key: "r", name: "R", query: meanMetric({ source: "a" }) });
    const told = wrong({ primarySavedMetrics: [revenue], secondarySavedMetrics: [revenue] });
    expect(told).toEqual([expect.stringMatching(/^secondarySavedMetrics\.0: PostHog takes a saved metric once/)]);
  });

  it("do not compile", () => {
    // @ts-expect-error the flag is missing
    experiment({ key: "e", name: "E" });
    // @ts-expect-error no such state
    experiment({ key: "e", name: "E", featureFlag: flag(), lifecycle: "launched" });
    // @ts-expect-error a misspelt field
    experiment({ key: "e", name: "E", featureFlag: flag(), statsConfig: {} });
    // @ts-expect-error not this kind
    experiment({ key: "e", name: "E", featureFlag: ref("cohort", "a") });
    // @ts-expect-error no such school
    experiment({ key: "e", name: "E", featureFlag: flag(), stats_config: { method: "both" } });
  });
});
