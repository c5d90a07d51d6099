import { isObject, type Json, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";

/** Rules of what results are computed with. Source: `PostHog/posthog: products/experiments/backend/experiment_service.py`. */

const METHODS = ["bayesian", "frequentist"];
const NUMBERS = ["minimum_detectable_effect", "recommended_running_time", "recommended_sample_size"];
const RUNNING_TIME = [...NUMBERS, "exposure_estimate_config"];

const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(", ")}]`;
const RTC = "running_time_calculation";

export function checkRunningTime(value: Json): JsonObject {
  if (!isObject(value)) throw invalid(`${RTC} must be an object`, RTC);
  const unknown = Object.keys(value).filter((key) => !RUNNING_TIME.includes(key));
  if (unknown.length > 0) throw invalid(`${RTC} got unknown keys: ${list(unknown.sort())}`, RTC);
  for (const key of NUMBERS)
    if ((value[key] ?? null) !== null && typeof value[key] !== "number") throw invalid(`${key} must be a number`, RTC);
  const estimate = value.exposure_estimate_config ?? null;
  if (estimate !== null && !isObject(estimate)) throw invalid("exposure_estimate_config must be an object", RTC);
  return value;
}

/** The variant that others are measured against when nobody says: `control`, or the first. */
export const inferredBaseline = (variants: readonly string[]): string | undefined =>
  variants.includes("control") ? "control" : variants[0];

export const baselineOf = (statistics: Json | undefined, variants: readonly string[]): string | undefined => {
  const said = isObject(statistics) ? statistics.baseline_variant_key : undefined;
  return typeof said === "string" ? said : inferredBaseline(variants);
};

export function checkStatistics(statistics: Json | undefined, variants: readonly string[]): void {
  if (!isObject(statistics)) return;
  const { method, baseline_variant_key: baseline } = statistics;
  if ((method ?? null) !== null && !METHODS.includes(String(method)))
    throw invalid(`Invalid stats method: '${String(method)}'. Must be one of: ${METHODS.join(", ")}`);
  if ((baseline ?? null) !== null && variants.length > 0 && !variants.includes(String(baseline)))
    throw invalid(
      `Invalid baseline_variant_key: '${String(baseline)}'. Must be one of: ${[...variants].sort().join(", ")}`,
    );
}

/** A flag without a `control` does not say what is measured against what: that is written down. */
export function withBaseline(statistics: JsonObject | null, variants: readonly string[]): JsonObject | null {
  const baseline = inferredBaseline(variants);
  if (baseline === undefined || baseline === "control" || (statistics?.baseline_variant_key ?? null) !== null)
    return statistics;
  return { ...statistics, baseline_variant_key: baseline };
}

/** What the project says of statistics goes where the experiment says nothing. */
export function withStatisticsDefaults(statistics: JsonObject | null, settings: JsonObject): JsonObject {
  const result = { ...statistics };
  result.method ||= settings.default_experiment_stats_method ?? "bayesian";
  const level = settings.default_experiment_confidence_level;
  if (typeof level !== "number") return result;
  const [bayesian, frequentist] = [result.bayesian, result.frequentist].map((each) => (isObject(each) ? each : {}));
  return {
    ...result,
    bayesian: { ci_level: level, ...bayesian },
    frequentist: { alpha: 1 - level, ...frequentist },
  };
}

export function checkExcluded(
  excluded: readonly string[] | null,
  variants: readonly string[],
  baseline: string | undefined,
): void {
  if (!excluded || excluded.length === 0) return;
  const held = excluded.filter((key) => key.startsWith("holdout-"));
  if (held.length > 0) throw invalid(`cannot exclude holdout pseudo-variants: ${list([...held].sort())}`);
  if (baseline !== undefined && excluded.includes(baseline))
    throw invalid(`baseline variant cannot be excluded ('${baseline}')`);
  const unknown = excluded.filter((key) => !variants.includes(key));
  if (unknown.length > 0) throw invalid(`unknown variants for this experiment: ${list(unknown.sort())}`);
  if (variants.every((key) => key === baseline || excluded.includes(key)))
    throw invalid("at least one test variant must remain in analysis");
}
