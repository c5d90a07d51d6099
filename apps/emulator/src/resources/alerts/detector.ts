import { isObject, type Json, type JsonObject } from "../../json.js";
import { all, dumped, integer, listOf, number, object, oneOf, string, words, type Shape } from "../../queries/shape.js";
import { invalid } from "../../server/errors.js";
import { jsonb } from "../../store/jsonb.js";

const preprocessing = object({}, all(integer, "diffs_n lags_n smooth_n"));
const common = { threshold: number, window: integer };

const members: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  zscore: common,
  mad: common,
  iqr: { multiplier: number, window: integer },
  threshold: all(number, "lower_bound upper_bound"),
  ecod: common,
  copod: common,
  isolation_forest: { n_estimators: integer, ...common },
  knn: { method: words("largest mean median"), n_neighbors: integer, ...common },
  hbos: { n_bins: integer, ...common },
  lof: { n_neighbors: integer, ...common },
  ocsvm: { kernel: string, nu: number, ...common },
  pca: common,
};
const single = Object.fromEntries(
  Object.entries(members).map(([type, own]) => [type, object({ type: oneOf(type) }, { preprocessing, ...own })]),
);
const anySingle: Shape = Object.assign((value: Json) => (shapeOf(value) ?? nothing)(value), {
  dump: (value: Json) => dumped(shapeOf(value) ?? nothing, value),
});
const ensemble = object({
  type: oneOf("ensemble"),
  detectors: listOf(anySingle),
  operator: words("and or"),
});
const nothing: Shape = () => ({ path: ["type"], message: "Unable to extract tag" });
const shapeOf = (value: Json): Shape | undefined =>
  isObject(value) && typeof value.type === "string" ? single[value.type] : undefined;

const RANGES: readonly (readonly [string, number, number, string])[] = [
  ["threshold", 0, 1, "Sensitivity threshold"],
  ["window", 5, 1000, "Window size"],
  ["n_estimators", 10, 500, "Number of trees"],
  ["n_neighbors", 1, 50, "Number of neighbors"],
  ["n_bins", 5, 50, "Number of bins"],
  ["multiplier", 0.5, 10, "IQR multiplier"],
];

/**
 * What finds outliers, with every key that its type can have: what was not sent is `null`.
 *
 * Source: `PostHog/posthog: products/alerts/backend/api/alert.py`, `frontend/src/queries/schema/schema-general.ts`.
 */
export function detectorOf(value: Json, attr: string): JsonObject {
  const isEnsemble = isObject(value) && value.type === "ensemble";
  const shape = isEnsemble ? ensemble : anySingle;
  if (shape(value)) throw invalid("Invalid detector configuration.", attr);
  const parts = isEnsemble ? (value.detectors as JsonObject[]) : [value as JsonObject];
  if (isEnsemble && parts.length < 2) throw invalid("Ensemble detector requires at least 2 sub-detectors.", attr);
  for (const part of parts) checkRanges(part, attr);
  return jsonb(dumped(shape, value)) as JsonObject;
}

function checkRanges(part: JsonObject, attr: string): void {
  for (const [name, min, max, label] of RANGES) {
    const value = part[name];
    if (typeof value === "number" && (value < min || value > max))
      throw invalid(`${label} must be between ${decimal(name, min)} and ${decimal(name, max)}.`, attr);
  }
  const { smooth_n, lags_n } = isObject(part.preprocessing) ? part.preprocessing : {};
  if (typeof smooth_n === "number" && (smooth_n < 0 || smooth_n > 30))
    throw invalid("Smoothing window must be between 0 and 30.", attr);
  if (typeof lags_n === "number" && (lags_n < 0 || lags_n > 10))
    throw invalid("Lag features must be between 0 and 10.", attr);
}

/** Two of the ranges are of Python's floats, and read so. */
const decimal = (name: string, value: number): string =>
  (name === "threshold" || name === "multiplier") && Number.isInteger(value) ? value.toFixed(1) : String(value);
