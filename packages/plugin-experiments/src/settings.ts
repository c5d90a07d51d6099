import { isPlain } from "@posthog-definitions/core";
import type { Conclusion, ExposureEstimate, StatsConfig } from "./input.js";
import { objectOr } from "./row.js";
import type { RunningTime } from "./spec.js";

/*
 * Objects that PostHog replaces whole, and of which a file decides only the members that it names. What a row says of the
 * others, known here or not, goes along.
 */

const CONCLUSIONS: readonly unknown[] = ["won", "lost", "inconclusive", "stopped_early", "invalid"];

/** A word that is not known here is left to whoever wrote it. */
export const conclusionOf = (value: unknown): Conclusion | null | undefined =>
  value === null || CONCLUSIONS.includes(value) ? (value as Conclusion | null) : undefined;

type Checks = { readonly [name: string]: "string" | "number" | "boolean" | Checks };

const STATS: Checks = {
  method: "string",
  baseline_variant_key: "string",
  bayesian: { ci_level: "number" },
  frequentist: { alpha: "number", sequential_testing_enabled: "boolean", sequential_tuning_parameter: "number" },
  cuped: { enabled: "boolean", lookback_days: "number" },
};
const TIME: Checks = {
  minimum_detectable_effect: "number",
  recommended_running_time: "number",
  recommended_sample_size: "number",
};

const ESTIMATE: Checks = {
  conversionRateInputType: "string",
  manualMetricType: "string",
  manualBaselineValue: "number",
  manualExposureRate: "number",
};

/** The members that are known, where they are what they should be; nothing where there are none. */
function known(value: unknown, checks: Checks): object | undefined {
  const there = objectOr(value);
  const kept = Object.entries(checks).flatMap(([name, check]): [string, unknown][] => {
    const member = there[name];
    if (typeof check !== "string") {
      const inner = known(member, check);
      return inner ? [[name, inner]] : [];
    }
    return typeof member === check ? [[name, member]] : [];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

export const decodeStats = (value: unknown): StatsConfig | undefined => known(value, STATS) as StatsConfig | undefined;

export function decodeRunningTime(value: unknown): RunningTime | undefined {
  const estimate = objectOr(value)["exposure_estimate_config"];
  const time = known(value, TIME) as RunningTime | undefined;
  if (estimate === null) return { ...time, exposure_estimate_config: null };
  const config = known(estimate, ESTIMATE) as ExposureEstimate | undefined;
  return config ? { ...time, exposure_estimate_config: config } : time;
}

/** Of what the estimates are made from, a file that speaks of it decides all that is known. */
export function encodeRunningTime(there: unknown, wanted: RunningTime | undefined): object | undefined {
  const merged = over(there, wanted);
  const config = wanted?.exposure_estimate_config;
  if (!merged || !config) return merged;
  const others = Object.entries(objectOr(objectOr(there)["exposure_estimate_config"])).filter(
    ([name]) => !Object.hasOwn(ESTIMATE, name),
  );
  return { ...merged, exposure_estimate_config: { ...Object.fromEntries(others), ...config } };
}

/** What is wanted over what is there, member by member. */
export function over(there: unknown, wanted: object | undefined): object | undefined {
  if (!wanted) return undefined;
  const said = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const merged = said.map(([name, value]: [string, unknown]) => {
    const before = objectOr(there)[name];
    return [name, isPlain(value) && isPlain(before) ? over(before, value) : value];
  });
  return { ...objectOr(there), ...Object.fromEntries(merged) };
}
