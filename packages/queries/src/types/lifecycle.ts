import type { GroupAggregation, InsightSource } from "./insight-source.js";
import type { LegendPosition } from "./presentation.js";
import type { LifecycleSeries } from "./series.js";
import type { IntervalType } from "./time.js";

/** Which users lifecycle shows, and how. */
export interface LifecycleFilter {
  /** The users that are shown: `new`, `returning`, `resurrecting` (back after a pause), `dormant`. Default: all. */
  readonly toggledLifecycles?: readonly ("new" | "resurrecting" | "returning" | "dormant")[];
  /** Write values at the bars. */
  readonly showValuesOnSeries?: boolean;
  /** Write percentages instead of numbers; needs `showValuesOnSeries`. */
  readonly showPercentagesOnSeries?: boolean;
  /** Show the legend. Default: `false`. */
  readonly showLegend?: boolean;
  /** Where the legend stands. Default: `bottom`. */
  readonly legendPosition?: LegendPosition;
  /** Stack the bars. Default: `true`. */
  readonly stacked?: boolean;
}

/** What `lifecycle(…)` takes: new, returning, resurrecting and dormant users over time. */
export interface LifecycleInput extends InsightSource, GroupAggregation {
  /** What users do: exactly one event or action. */
  readonly series: readonly LifecycleSeries[];
  /** Width of one interval. Default: `day`. */
  readonly interval?: IntervalType;
  /** Which users are shown, and how. */
  readonly lifecycleFilter?: LifecycleFilter;
  /** A series of the data warehouse only: it says itself whose rows they are. */
  readonly customAggregationTarget?: boolean;
}

/** New, returning, resurrecting and dormant users over time. */
export interface LifecycleQuery extends LifecycleInput {
  /** Lifecycle. */
  readonly kind: "LifecycleQuery";
}
