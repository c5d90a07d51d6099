import type { BreakdownInput } from "./breakdown.js";
import type { ExperimentExposureNode, ExperimentSource } from "./experiment.js";
import type { WindowUnit } from "./time.js";

/** What every metric of an experiment may say. */
export interface ExperimentMetricOptions {
  /** Title. Default: made up by PostHog's UI from what is counted. */
  readonly name?: string;
  /** Whether more is better. Default: `increase`. */
  readonly goal?: "increase" | "decrease";
  /**
   * How long after somebody came into the experiment their events count, in units of `conversion_window_unit`, which it
   * cannot do without. Default: until the experiment ends.
   */
  readonly conversion_window?: number;
  /** Unit of `conversion_window`. */
  readonly conversion_window_unit?: WindowUnit;
  /** Splits results by a property: `"$browser"`, or up to three `breakdowns`. */
  readonly breakdownFilter?: BreakdownInput;
  /**
   * The metric's own id. Leave it out: PostHog makes one, and it is kept from apply to apply. Needed only where an
   * experiment orders its metrics. A saved metric's is always PostHog's own.
   */
  readonly uuid?: string;
  /** PostHog's hash of the metric. Accepted in pasted metrics, never compared, never sent. */
  readonly fingerprint?: string | null;
  /** Whether it came from a saved metric. Accepted in pasted metrics, never compared, never sent. */
  readonly isSharedMetric?: boolean | null;
  /** The saved metric that it came from. Accepted in pasted metrics, never compared, never sent. */
  readonly sharedMetricId?: number | null;
  /** A schema version. Accepted in pasted metrics, never compared, never sent. */
  readonly version?: number | null;
}

/** What keeps a few extreme values from deciding a result. */
export interface ExperimentOutlierHandling {
  /** Values below this percentile, a fraction from 0 to 1, are raised to it. Default: none are. */
  readonly lower_bound_percentile?: number;
  /** Values above this percentile, a fraction from 0 to 1, are lowered to it: `0.99`. Default: none are. */
  readonly upper_bound_percentile?: number;
  /** `true`: leave zeros out when percentiles are computed. Default: `false`. */
  readonly ignore_zeros?: boolean;
}

/** What `meanMetric(…)` takes: a value per user, averaged over the users of each variant. */
export interface MeanMetricInput extends ExperimentMetricOptions, ExperimentOutlierHandling {
  /** What is counted or summed per user: an event's name, `event("paid", { math: "sum", math_property: "total" })`, an action. */
  readonly source: ExperimentSource;
  /**
   * Compare the share of users whose value reaches this, instead of the mean. More than 0; for counts and sums alone,
   * and not together with percentiles.
   */
  readonly threshold?: number;
}

/** A value per user, averaged over the users of each variant. */
export interface ExperimentMeanMetric extends MeanMetricInput {
  /** A metric of an experiment. */
  readonly kind: "ExperimentMetric";
  /** A mean. */
  readonly metric_type: "mean";
}

/** What `funnelMetric(…)` takes: the share of users who get through all steps. */
export interface FunnelMetricInput extends ExperimentMetricOptions {
  /** The steps after coming into the experiment, which is the first step without being named: at least one. */
  readonly series: readonly ExperimentSource[];
  /** `ordered`: other events may lie between; `strict`: none may; `unordered`: any order. Default: `ordered`. */
  readonly funnel_order_type?: "ordered" | "unordered" | "strict";
}

/** The share of users who get through all steps. */
export interface ExperimentFunnelMetric extends FunnelMetricInput {
  /** A metric of an experiment. */
  readonly kind: "ExperimentMetric";
  /** A funnel. */
  readonly metric_type: "funnel";
}

/** What `ratioMetric(…)` takes: one sum over all users divided by another. */
export interface RatioMetricInput extends ExperimentMetricOptions {
  /** What is counted above the line. */
  readonly numerator: ExperimentSource;
  /** What is counted below the line. */
  readonly denominator: ExperimentSource;
  /** Caps extreme values of the numerator. */
  readonly numerator_outlier_handling?: ExperimentOutlierHandling;
  /** Caps extreme values of the denominator. */
  readonly denominator_outlier_handling?: ExperimentOutlierHandling;
}

/** One sum over all users divided by another. */
export interface ExperimentRatioMetric extends RatioMetricInput {
  /** A metric of an experiment. */
  readonly kind: "ExperimentMetric";
  /** A ratio. */
  readonly metric_type: "ratio";
}

/** What `retentionMetric(…)` takes: the share of users who come back within a window. */
export interface RetentionMetricInput extends ExperimentMetricOptions {
  /**
   * What the window counts from: an event, an action, or `experimentExposure()`, the moment in which somebody came into
   * the experiment, which needs a server newer than 2026.
   */
  readonly start_event: ExperimentSource | ExperimentExposureNode;
  /** What counts as coming back. */
  readonly completion_event: ExperimentSource;
  /** Start of the window after `start_event`, in units of `retention_window_unit`. */
  readonly retention_window_start: number;
  /** End of the window, included. */
  readonly retention_window_end: number;
  /** Unit of the window. */
  readonly retention_window_unit: WindowUnit;
  /** Which `start_event` of a user counts. With `experimentExposure()`: `first_seen`. */
  readonly start_handling: "first_seen" | "last_seen";
}

/** The share of users who come back within a window. */
export interface ExperimentRetentionMetric extends RetentionMetricInput {
  /** A metric of an experiment. */
  readonly kind: "ExperimentMetric";
  /** Retention. */
  readonly metric_type: "retention";
}

/** A metric in PostHog's own form whose fields are not checked; `raw({ kind: "ExperimentMetric", … })` makes it. */
export interface RawMetric {
  /** The metric. */
  readonly $raw: {
    /** Always `"ExperimentMetric"`. */
    readonly kind: string;
    /** Whatever else it has. */
    readonly [field: string]: unknown;
  };
}

/** A metric of an experiment: `meanMetric({ … })`, `funnelMetric({ … })` …, or the same in PostHog's own form. */
export type ExperimentMetric =
  ExperimentMeanMetric | ExperimentFunnelMetric | ExperimentRatioMetric | ExperimentRetentionMetric | RawMetric;
