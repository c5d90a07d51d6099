import { isRef } from "@posthog-definitions/core";
import { normaliseQuery } from "./normalise.js";
import { isObject } from "./wire.js";

/** What PostHog adds to a metric and nobody writes. `uuid` is not among them: it may be pinned. */
export const METRIC_STAMPS: readonly string[] = ["fingerprint", "isSharedMetric", "sharedMetricId"];

/**
 * The form in which metrics are compared: that of queries, without what the server adds to a metric and without the
 * names of actions, which it writes anew whenever the metric is read. Pure, idempotent, total.
 */
export function normaliseMetric<T>(metric: T): T {
  const normal = withoutActionNames(normaliseQuery(metric));
  if (!isObject(normal) || normal["kind"] !== "ExperimentMetric") return normal as T;
  return Object.fromEntries(Object.entries(normal).filter(([name]) => !METRIC_STAMPS.includes(name))) as T;
}

/** The same for `exposure_criteria`, in which an event may stand without its kind. */
export function normaliseExposureCriteria<T>(criteria: T): T {
  const normal = withoutActionNames(normaliseQuery(criteria));
  if (!isObject(normal)) return normal as T;
  const { exposure_config: config } = normal;
  if (!isObject(config) || config["kind"] !== undefined) return normal as T;
  return { ...normal, exposure_config: { kind: "ExperimentEventExposureConfig", ...config } } as T;
}

function withoutActionNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutActionNames);
  if (!isObject(value) || isRef(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "name" || value["kind"] !== "ActionsNode");
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutActionNames(item)]));
}
