import type { DefinitionOptions } from "@posthog-definitions/core";
import type { ExperimentMetric } from "@posthog-definitions/queries";

/** What `experimentSavedMetric({ … })` takes. */
export interface ExperimentSavedMetricInput extends DefinitionOptions {
  /** Name, at most 400 characters. Unique in the project, whatever its case. */
  readonly name: string;
  /**
   * What it measures. PostHog takes 400 characters, and the mark by which the metric is found again is among them: some
   * 320 are left, less the length of the key. Default: empty.
   */
  readonly description?: string;
  /**
   * The metric: `meanMetric({ … })`, `funnelMetric({ … })`, `ratioMetric({ … })`, `retentionMetric({ … })`, or one in
   * PostHog's own form. A change of it changes every experiment that uses it. Its `uuid` is PostHog's own.
   */
  readonly query: ExperimentMetric;
  /** Tags, in any order; PostHog trims and lower-cases them. Absent: left alone. */
  readonly tags?: readonly string[];
}
