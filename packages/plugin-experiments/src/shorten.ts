import { toMetricCall } from "@posthog-definitions/queries/schema";
import type { ExperimentSpec } from "./spec.js";

/** What a new experiment has anyhow. */
const WORDY: Readonly<Record<string, unknown>> = {
  description: "",
  type: "product",
  archived: false,
  conclusion: null,
  conclusionComment: null,
  only_count_matured_users: false,
  repository: null,
};

/** The shortest input that says the same, with metrics as calls of their builders. */
export function shorten({ metrics, metrics_secondary, ...spec }: ExperimentSpec): object {
  const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
  const written = {
    ...spec,
    metrics: metrics.map(toMetricCall),
    metrics_secondary: metrics_secondary.map(toMetricCall),
  };
  return Object.fromEntries(
    Object.entries(written).filter(([name, value]) => !isEmpty(value) && (!(name in WORDY) || WORDY[name] !== value)),
  );
}
