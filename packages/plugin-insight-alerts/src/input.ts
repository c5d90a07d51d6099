import type { DefinitionOptions, Ref, Reference } from "@posthog-definitions/core";

/** When a value sets an alert off. */
export interface InsightAlertThreshold {
  /** Whether the bounds are of the value itself, or of its change as a share (`0.2` is 20 %). Default: `"absolute"`. */
  readonly type?: "absolute" | "percentage";
  /** At least one, unless there is a `detector_config`. */
  readonly bounds?: {
    /** It goes off below this. */
    readonly lower?: number;
    /** It goes off above this. */
    readonly upper?: number;
  };
}

/** What is looked at. */
export interface InsightAlertCondition {
  /** The value, or how much more or less it is than the one before. */
  readonly type: "absolute_value" | "relative_increase" | "relative_decrease";
}

/** What of the insight is looked at, by the kind of its query. */
export type InsightAlertConfig =
  | {
      /** Of trends. */
      readonly type: "TrendsAlertConfig";
      /** Which series, from 0. */
      readonly series_index: number;
      /** Whether the interval that is not over yet is looked at too. Default: it is not. */
      readonly check_ongoing_interval?: boolean;
    }
  | {
      /** Of SQL. */
      readonly type: "HogQLAlertConfig";
      /** Which row: the last of a result from old to new, the first of one from new to old, or any. */
      readonly evaluation: "last_row" | "first_row" | "any_row";
      /** Which column. Default: the only one that holds numbers. */
      readonly column?: string;
      /** The column that names rows in messages. Default: the first other one. */
      readonly label_column?: string;
    }
  | {
      /** Of a funnel. */
      readonly type: "FunnelsAlertConfig";
      /** Of those who began, or of those who came to the step before. */
      readonly metric: "conversion_from_start" | "conversion_from_previous";
      /** Which step, from 0. Default: the last. */
      readonly funnel_step?: number;
      /** Whether the period that is not over yet is looked at too. Default: it is not. */
      readonly check_ongoing_interval?: boolean;
    };

/** What is done to a series before a detector looks at it. */
export interface InsightAlertPreprocessing {
  /** `1`: changes instead of values. Default: 0. */
  readonly diffs_n?: number;
  /** Over how many points a mean is taken, at most 30. Default: 0, none. */
  readonly smooth_n?: number;
  /** How many earlier values are looked at along with each, at most 10. Default: 0. */
  readonly lags_n?: number;
}

interface DetectorBase {
  /** What is done to the series before. Default: nothing. */
  readonly preprocessing?: InsightAlertPreprocessing;
}

interface WindowDetector extends DetectorBase {
  /** How many points are looked back on, 5 to 1000. Default: PostHog's own, 30 for most. */
  readonly window?: number;
}

interface ProbabilityDetector extends WindowDetector {
  /** From which probability on a point is an outlier, 0 to 1. Default: PostHog's own, 0.9. */
  readonly threshold?: number;
}

/** One way to find outliers. */
export type InsightAlertSingleDetector =
  | (ProbabilityDetector & {
      /** By distance from the mean or the median, by the tails of the distribution, or by its main directions. */
      readonly type: "zscore" | "mad" | "ecod" | "copod" | "pca";
    })
  | (WindowDetector & {
      /** Far out of the middle half of the values. */
      readonly type: "iqr";
      /** How far out the fences are, 0.5 to 10. Default: PostHog's own, 1.5. */
      readonly multiplier?: number;
    })
  | (DetectorBase & {
      /** Out of fixed bounds. */
      readonly type: "threshold";
      /** Below it is an outlier. Default: none. */
      readonly lower_bound?: number;
      /** Above it is an outlier. Default: none. */
      readonly upper_bound?: number;
    })
  | (ProbabilityDetector & {
      /** Easily set apart by random splits. */
      readonly type: "isolation_forest";
      /** How many trees, 10 to 500. Default: PostHog's own, 100. */
      readonly n_estimators?: number;
    })
  | (ProbabilityDetector & {
      /** Far from its neighbours. */
      readonly type: "knn";
      /** How distances are taken together. Default: PostHog's own, `"largest"`. */
      readonly method?: "largest" | "mean" | "median";
      /** How many neighbours, 1 to 50. Default: PostHog's own, 5. */
      readonly n_neighbors?: number;
    })
  | (ProbabilityDetector & {
      /** Where a histogram has little. */
      readonly type: "hbos";
      /** How many bins, 5 to 50. Default: PostHog's own, 10. */
      readonly n_bins?: number;
    })
  | (ProbabilityDetector & {
      /** In thinner company than its neighbours. */
      readonly type: "lof";
      /** How many neighbours, 1 to 50. Default: PostHog's own, 20. */
      readonly n_neighbors?: number;
    })
  | (ProbabilityDetector & {
      /** Out of the region that a support vector machine finds. */
      readonly type: "ocsvm";
      /** Which kernel. Default: PostHog's own, `"rbf"`. */
      readonly kernel?: string;
      /** At most which share of points may be wrong in training. Default: PostHog's own, 0.1. */
      readonly nu?: number;
    });

/** What finds outliers; with `"ensemble"` several together. */
export type InsightAlertDetector =
  | InsightAlertSingleDetector
  | {
      /** Several detectors together. */
      readonly type: "ensemble";
      /** Whether all have to find one, or any. */
      readonly operator: "and" | "or";
      /** At least two. */
      readonly detectors: readonly InsightAlertSingleDetector[];
    };

/** A time of the day in which an alert rests. */
export interface InsightAlertWindow {
  /** `"22:00"`, in the project's time zone. */
  readonly start: string;
  /** Not in it any more; may be before `start`, on the next day. At least 30 minutes later. */
  readonly end: string;
}

/** What `insightAlert({ … })` takes. */
export interface InsightAlertInput extends DefinitionOptions {
  /** Name, as mails and messages say it, at most 255 characters. Default: none. */
  readonly name?: string;
  /** The insight that it watches: one of trends, or of SQL or a funnel where the account has that. */
  readonly insight: Reference<"insight">;
  /**
   * Who gets mails: members of the organisation, by e-mail address, letter by letter as PostHog shows it; in any order. With a
   * key for single projects, which may not read members, `lookup("organization-member", { id: 42 })`. Default: nobody.
   */
  readonly subscribed_users?: readonly (string | Ref<"organization-member">)[];
  /** When it goes off. PostHog's `threshold.configuration`. Default: no bound, for alerts with a detector. */
  readonly threshold?: InsightAlertThreshold;
  /** What is compared with the threshold. Default: the value. */
  readonly condition?: InsightAlertCondition;
  /** What of the insight is looked at. Default: the first series of trends. */
  readonly config?: InsightAlertConfig;
  /** What finds outliers: `{ type: "zscore", threshold: 0.9, window: 30 }`. Not on funnels. Default: nothing does. */
  readonly detector_config?: InsightAlertDetector;
  /** How often it is checked. Default: `"daily"`. */
  readonly calculation_interval?: "real_time" | "every_15_minutes" | "hourly" | "daily" | "weekly" | "monthly";
  /** Left alone when absent: PostHog itself disables an alert that does not fit its insight any more. A new one is enabled. */
  readonly enabled?: boolean;
  /** Whether it rests on Saturdays and Sundays. Default: `false`. */
  readonly skip_weekend?: boolean;
  /** When it rests. At most five times of the day. Default: never. */
  readonly schedule_restriction?: {
    /** From one to five. Where they overlap or touch, they are one. */
    readonly blocked_windows: readonly InsightAlertWindow[];
  };
  /** Whether PostHog's agent looks into it when it goes off. Only with a detector. Default: `false`. */
  readonly investigation_agent_enabled?: boolean;
  /** Whether nobody is told before the agent has come to a conclusion. Only with the agent. Default: `false`. */
  readonly investigation_gates_notifications?: boolean;
  /** What then becomes of one without a conclusion. Default: `"notify"`. */
  readonly investigation_inconclusive_action?: "notify" | "suppress";
}
