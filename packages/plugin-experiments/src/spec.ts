import type { Ref } from "@posthog-definitions/core";
import type { QueryNode, Wire } from "@posthog-definitions/queries/schema";
import type { Conclusion, ExposureEstimate, Lifecycle, StatsConfig } from "./input.js";

/** The flag's part of `parameters`, which is compared with the flag's definition and with nothing else. */
export interface FlagParameters {
  readonly feature_flag_variants?: readonly { readonly key: string; readonly rollout_percentage?: number }[];
  readonly rollout_percentage?: number;
}

export interface RunningTime {
  readonly minimum_detectable_effect?: number;
  readonly recommended_running_time?: number;
  readonly recommended_sample_size?: number;
  readonly exposure_estimate_config?: ExposureEstimate | null;
}

/** An experiment in its normal form: both what a file says and what a row means. */
export interface ExperimentSpec {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  /** Absent only in rows of others. */
  readonly featureFlag?: Ref<"feature-flag">;
  readonly lifecycle?: Lifecycle;
  readonly archived?: boolean;
  readonly conclusion?: Conclusion | null;
  readonly conclusionComment?: string | null;
  readonly holdout?: Ref<"experiment-holdout">;
  readonly parameters?: FlagParameters;
  readonly metrics: readonly QueryNode[];
  readonly metrics_secondary: readonly QueryNode[];
  readonly primarySavedMetrics: readonly Ref<"experiment-saved-metric">[];
  readonly secondarySavedMetrics: readonly Ref<"experiment-saved-metric">[];
  readonly exposure_criteria?: Wire;
  readonly stats_config?: StatsConfig;
  readonly running_time_calculation?: RunningTime;
  readonly excluded_variants?: readonly string[];
  readonly only_count_matured_users?: boolean;
  readonly repository?: string | null;
  readonly tags?: readonly string[];
}
