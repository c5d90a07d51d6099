import type { InsightSource } from "./insight-source.js";
import type { ChartDisplayType, ChartStyle, LegendPosition, ResultCustomizations } from "./presentation.js";
import type { StickinessSeries } from "./series.js";
import type { CompareFilter, IntervalType } from "./time.js";

/** How often a person must do it within an interval for the interval to count. */
export interface StickinessCriteria {
  /** At least, at most, or exactly so often. */
  readonly operator: "gte" | "lte" | "exact";
  /** How often; at least 1. */
  readonly value: number;
}

/** How stickiness is computed and shown. */
export interface StickinessFilter {
  /** How results are shown: `ActionsLineGraph`, `ActionsBar` or `ActionsAreaGraph`. */
  readonly display?: ChartDisplayType;
  /** Show the legend. */
  readonly showLegend?: boolean;
  /** Where the legend stands. Default: `bottom`. */
  readonly legendPosition?: LegendPosition;
  /** Write values at the points. */
  readonly showValuesOnSeries?: boolean;
  /** Give each series a value axis of its own. */
  readonly showMultipleYAxes?: boolean;
  /** How often counts. Default: at least once. */
  readonly stickinessCriteria?: StickinessCriteria;
  /** Whether each point counts those who did it on exactly, or on at least, so many intervals (`cumulative`). */
  readonly computedAs?: "non_cumulative" | "cumulative";
  /** How `resultCustomizations` finds results. Default: `value`. */
  readonly resultCustomizationBy?: "value" | "position";
  /** Colours and visibility of single results. */
  readonly resultCustomizations?: ResultCustomizations;
  /** Results that are hidden until clicked in the legend, by index. */
  readonly hiddenLegendIndexes?: readonly number[];
  /** How lines are drawn. Needs a recent server. */
  readonly chartStyle?: ChartStyle;
}

/** What `stickiness(…)` takes: on how many intervals people do something. */
export interface StickinessInput extends InsightSource {
  /** What is counted: names of events, `{ event }`, `{ action }`, or nodes of PostHog's. At least one. */
  readonly series: readonly StickinessSeries[];
  /** Width of one interval. Default: `day`. */
  readonly interval?: IntervalType;
  /** Count so many intervals as one; at least 1. */
  readonly intervalCount?: number;
  /** Criteria, chart and legend. */
  readonly stickinessFilter?: StickinessFilter;
  /** Shows an earlier span of time beside this one. */
  readonly compareFilter?: CompareFilter;
}

/** On how many intervals people do something. */
export interface StickinessQuery extends StickinessInput {
  /** Stickiness. */
  readonly kind: "StickinessQuery";
}
