import { isPlain } from "@posthog-definitions/core";
import type { InsightAlertConfig, InsightAlertDetector } from "./input.js";
import { mergedWindows } from "./schedule.js";
import type { InsightAlertSpec } from "./spec.js";

/** What PostHog writes out and nobody has said is left out; times of rest are merged as PostHog merges them. */
export function normalise(spec: InsightAlertSpec): InsightAlertSpec {
  const { threshold, detector_config, schedule_restriction, ...rest } = spec;
  const windows = (schedule_restriction as Partial<typeof schedule_restriction>)?.blocked_windows;
  return {
    ...rest,
    threshold: isPlain(threshold) ? { ...threshold, bounds: threshold.bounds ?? {} } : threshold,
    config: withoutNulls(spec.config) as InsightAlertConfig,
    ...(detector_config ? { detector_config: withoutNulls(detector_config) as InsightAlertDetector } : {}),
    ...(Array.isArray(windows) ? { schedule_restriction: { blocked_windows: mergedWindows(windows) } } : {}),
  };
}

/** Without members that are null, however deep. An object that then says nothing stays. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}
