import type { DefinitionOptions, Reference } from "@posthog-definitions/core";
import type { ExperimentExposureCriteria, ExperimentMetric } from "@posthog-definitions/queries";

/** Where an experiment stands. */
export type Lifecycle = "draft" | "running" | "paused" | "stopped";

/** What came of an experiment. */
export type Conclusion = "won" | "lost" | "inconclusive" | "stopped_early" | "invalid";

/** A variant as `parameters` name it. */
export interface ParameterVariant {
  /** Key of the variant. */
  readonly key: string;
  /** Name of the variant. */
  readonly name?: string;
  /** Share of the people in the experiment, in percent. */
  readonly rollout_percentage?: number;
  /** Another name of `rollout_percentage`. */
  readonly split_percent?: number;
}

/**
 * What older files say here is said elsewhere now. Of the flag nothing is ever sent: its own definition decides, and a
 * warning tells where the two differ.
 */
export interface ExperimentParameters {
  /** The flag's variants. Not sent: the flag's own definition decides. */
  readonly feature_flag_variants?: readonly ParameterVariant[];
  /** Share of everybody who comes into the experiment, in percent. Not sent: the flag's own definition decides. */
  readonly rollout_percentage?: number;
  /** The same as `running_time_calculation.minimum_detectable_effect`. */
  readonly minimum_detectable_effect?: number;
}

/** How Bayesian results are read. */
export interface Bayesian {
  /** Width of credible intervals, between 0 and 1: `0.95`. Absent: left alone; a new experiment takes the project's. */
  readonly ci_level?: number;
}

/** How frequentist results are read. */
export interface Frequentist {
  /** Chance of a false positive that is put up with, between 0 and 1: `0.05`. Absent: left alone; a new experiment takes the project's. */
  readonly alpha?: number;
  /** `true`: results hold at any moment at which one looks at them. Absent: left alone. */
  readonly sequential_testing_enabled?: boolean;
  /** For which number of people sequential testing is tuned. Absent: left alone. */
  readonly sequential_tuning_parameter?: number;
}

/** Makes results tighter by what people did before the experiment. */
export interface Cuped {
  /** Whether it is used. Absent: left alone. */
  readonly enabled?: boolean;
  /** How many days before the experiment count. Absent: left alone. */
  readonly lookback_days?: number;
}

/** How results are computed. Members that are absent are left alone. */
export interface StatsConfig {
  /** The school of statistics. Absent: left alone; a new experiment takes the project's. */
  readonly method?: "bayesian" | "frequentist";
  /** Key of the variant that others are compared with. Absent: left alone; PostHog takes `control`, or else the first. */
  readonly baseline_variant_key?: string;
  /** For the method `bayesian`. Absent: left alone. */
  readonly bayesian?: Bayesian;
  /** For the method `frequentist`. Absent: left alone. */
  readonly frequentist?: Frequentist;
  /** Tightens results. Absent: left alone. */
  readonly cuped?: Cuped;
}

/** Where the calculator takes the number of people from. */
export interface ExposureEstimate {
  /** `automatic`: from what is measured; `manual`: from the values below. */
  readonly conversionRateInputType: "automatic" | "manual";
  /** What the values are about: a share, a count, or a sum or mean. */
  readonly manualMetricType?: "funnel" | "mean_count" | "mean_sum_or_avg";
  /** The metric's value today. */
  readonly manualBaselineValue?: number;
  /** People who come into the experiment per day. */
  readonly manualExposureRate?: number;
}

/** The calculator of how long an experiment has to run. PostHog's UI saves its estimates whenever results are looked at. */
export interface RunningTimeCalculation {
  /** Smallest change that the experiment shall be able to tell, in percent: `20`. Absent: left alone. */
  readonly minimum_detectable_effect?: number;
  /** How many days that takes. Absent: left alone, which is best: PostHog estimates it. */
  readonly recommended_running_time?: number;
  /** How many people that takes. Absent: left alone, which is best: PostHog estimates it. */
  readonly recommended_sample_size?: number;
  /** Where the estimates take the number of people from; `null`: from what is measured. Absent: left alone. */
  readonly exposure_estimate_config?: ExposureEstimate | null;
}

/** What `experiment({ … })` takes. */
export interface ExperimentInput extends DefinitionOptions {
  /** Name, at most 400 characters. Need not be unique. */
  readonly name: string;
  /**
   * Hypothesis and expected outcome. PostHog takes 3000 characters, and the mark by which the experiment is found again is
   * among them. Default: empty.
   */
  readonly description?: string;
  /** `web`: changes of pages by PostHog's toolbar; `product`: everything else. Fixed once the experiment is made. Default: `product`. */
  readonly type?: "web" | "product";
  /**
   * The flag that decides who gets which variant: its definition, `ref("feature-flag", …)` or `lookup("feature-flag", { key })`.
   * It needs two variants. Fixed once the experiment is made. While the experiment is not stopped, it decides whether the
   * flag is active, whatever the flag's own definition says.
   */
  readonly featureFlag: Reference<"feature-flag">;
  /**
   * Where the experiment shall stand. The way there is worked out and shown in the plan; a stopped one starts again only by
   * way of `draft`, which clears its dates and conclusion. Absent: left alone; a new experiment is a draft.
   */
  readonly lifecycle?: Lifecycle;
  /**
   * Whether it is out of the way. Only a stopped experiment can be archived; its flag is archived with it if it is off.
   * Absent: left alone; a new experiment is not.
   */
  readonly archived?: boolean;
  /** What came of it, with `lifecycle: "stopped"`; `null`: nothing yet. Absent: left alone. */
  readonly conclusion?: Conclusion | null;
  /** Why, at most 4000 characters, with `lifecycle: "stopped"`; `null`: nothing. Absent: left alone. */
  readonly conclusionComment?: string | null;
  /**
   * People who are kept out of this and other experiments: `experimentHoldout({ … })`, `ref(…)` or `lookup(…)`. Fixed once
   * the experiment is launched. It decides the flag's `filters.holdout`. Default: none.
   */
  readonly holdout?: Reference<"experiment-holdout">;
  /** Older names of what is said elsewhere. */
  readonly parameters?: ExperimentParameters;
  /** What decides the experiment: `meanMetric({ … })`, `funnelMetric({ … })`, `ratioMetric({ … })`, `retentionMetric({ … })`. Default: none. */
  readonly metrics?: readonly ExperimentMetric[];
  /** What is looked at besides. Default: none. */
  readonly metrics_secondary?: readonly ExperimentMetric[];
  /** Shared metrics among those that decide: `experimentSavedMetric({ … })`, `ref(…)` or `lookup(…)`, in any order. Default: none. */
  readonly primarySavedMetrics?: readonly Reference<"experiment-saved-metric">[];
  /** Shared metrics that are looked at besides, in any order. Default: none. */
  readonly secondarySavedMetrics?: readonly Reference<"experiment-saved-metric">[];
  /**
   * Who counts as being in the experiment. Absent: left alone, as are members that are absent; a new experiment leaves out the
   * project's own people (`filterTestAccounts: true`).
   */
  readonly exposure_criteria?: ExperimentExposureCriteria;
  /** How results are computed. Absent: left alone. */
  readonly stats_config?: StatsConfig;
  /** How long it has to run. Absent: left alone. */
  readonly running_time_calculation?: RunningTimeCalculation;
  /** Keys of variants that results leave out, in any order: not the baseline, and not all others. Absent: left alone; a new experiment has none. */
  readonly excluded_variants?: readonly string[];
  /** `true`: only count people whose conversion window is over. Absent: left alone; a new experiment takes the project's setting. */
  readonly only_count_matured_users?: boolean;
  /** The repository that holds the flag's code, `owner/name`; PostHog lower-cases it. Default: none. */
  readonly repository?: string | null;
  /** Tags, in any order; PostHog trims and lower-cases them. Absent: left alone. */
  readonly tags?: readonly string[];
}
