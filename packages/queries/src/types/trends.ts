import type { BreakdownInput } from "./breakdown.js";
import type { GroupAggregation, InsightSource } from "./insight-source.js";
import type { ChartDisplayType, ChartStyle, GoalLine, LegendPosition, ResultCustomizations } from "./presentation.js";
import type { TrendsSeries } from "./series.js";
import type { CompareFilter, ConversionGoal, IntervalType } from "./time.js";

/** A formula over the series, which are called A, B, C … in their order. */
export interface TrendsFormulaNode {
  /** Such as `B / A`. */
  readonly formula: string;
  /** Your own label. Only shown. */
  readonly custom_name?: string;
}

/** How trends are computed and shown. */
export interface TrendsFilter {
  /** How results are shown. Default: `ActionsLineGraph`. */
  readonly display?: ChartDisplayType;
  /** Formulas over the series A, B, C …; shown instead of them. */
  readonly formulaNodes?: readonly TrendsFormulaNode[];
  /** @deprecated Use `formulaNodes`. */
  readonly formulas?: readonly string[];
  /** @deprecated Use `formulaNodes`. */
  readonly formula?: string;
  /** Average each point over so many intervals. Default: 1, no smoothing. */
  readonly smoothingIntervals?: number;
  /**
   * Unit of the value axis: `numeric`, `duration` (values in seconds), `duration_ms`, `duration_ns` (recent servers),
   * `percentage` (values 0–100), `percentage_scaled` (values 0–1), `currency`, `short` (1.2 K). Default: `numeric`.
   */
  readonly aggregationAxisFormat?:
    "numeric" | "duration" | "duration_ms" | "duration_ns" | "percentage" | "percentage_scaled" | "currency" | "short";
  /** Text before each value, such as `"€ "`. */
  readonly aggregationAxisPrefix?: string;
  /** Text after each value. */
  readonly aggregationAxisPostfix?: string;
  /** At most so many decimal places. */
  readonly decimalPlaces?: number;
  /** At least so many decimal places. */
  readonly minDecimalPlaces?: number;
  /** Label of the time axis. */
  readonly xAxisLabel?: string;
  /** Label of the value axis. */
  readonly yAxisLabel?: string;
  /** Scale of the value axis. Default: `linear`. */
  readonly yAxisScaleType?: "log10" | "linear";
  /** Show the legend. Default: `false`. */
  readonly showLegend?: boolean;
  /** Where the legend stands. Default: `bottom`. */
  readonly legendPosition?: LegendPosition;
  /** Write values at the points. Default: `false`. */
  readonly showValuesOnSeries?: boolean;
  /** Write names at the slices of a pie. */
  readonly showLabelsOnSeries?: boolean;
  /** Show shares of the whole instead of values. Default: `false`. */
  readonly showPercentStackView?: boolean;
  /** Stack breakdown values on each other. Display `ActionsBarValue`. Default: `false`. */
  readonly stackBreakdownValues?: boolean;
  /** Give each series a value axis of its own. Default: `false`. */
  readonly showMultipleYAxes?: boolean;
  /** Draw the thresholds of the insight's alerts. Default: `false`. */
  readonly showAlertThresholdLines?: boolean;
  /** Show annotations below the chart. Default: `true`. */
  readonly showAnnotations?: boolean;
  /** Draw the trend of each series. */
  readonly showTrendLines?: boolean;
  /** Draw a moving average of each series. */
  readonly showMovingAverage?: boolean;
  /** Draw confidence intervals. */
  readonly showConfidenceIntervals?: boolean;
  /** Width of the moving average, in intervals. */
  readonly movingAverageIntervals?: number;
  /** Confidence level, in percent. */
  readonly confidenceLevel?: number;
  /** Leave out Saturdays and Sundays. Default: `false`. */
  readonly hideWeekends?: boolean;
  /** Display `BoxPlot`: leave out outliers. Default: `true`. */
  readonly excludeBoxPlotOutliers?: boolean;
  /** How the table below the chart sums up a series. */
  readonly detailedResultsAggregationType?: "total" | "average" | "median";
  /** Horizontal lines. */
  readonly goalLines?: readonly GoalLine[];
  /** How `resultCustomizations` finds results. Default: `value`. */
  readonly resultCustomizationBy?: "value" | "position";
  /** Colours and visibility of single results. */
  readonly resultCustomizations?: ResultCustomizations;
  /** @deprecated Use `resultCustomizations` with `hidden`. */
  readonly hiddenLegendIndexes?: readonly number[];
  /** Put numeric breakdown values in so many bins; the one in `breakdownFilter` is the better place. */
  readonly breakdown_histogram_bin_count?: number;
  /** How lines are drawn. Needs a recent server. */
  readonly chartStyle?: ChartStyle;
  /** Display `Metric`: show the change. Default: `true`. */
  readonly metricShowChange?: boolean;
  /** Display `Metric`: which number is shown. Default: `total`. */
  readonly metricSummary?: "total" | "average" | "latest";
  /** Display `Metric`: colour of an increase, as CSS writes it. Default: green. */
  readonly metricChangeIncreaseColor?: string;
  /** Display `Metric`: colour of a decrease, as CSS writes it. Default: red. */
  readonly metricChangeDecreaseColor?: string;
  /** Display `Metric`: colour the line by its direction. Default: `false`. */
  readonly metricColorByDirection?: boolean;
  /** Display `Metric`: colour of a rising line. Default: green. */
  readonly metricLineIncreaseColor?: string;
  /** Display `Metric`: colour of a falling line. Default: red. */
  readonly metricLineDecreaseColor?: string;
}

/** How a calendar heatmap is computed. */
export interface CalendarHeatmapFilter {
  /** `true`: an event counts at the hour in which its session started; for unique users only. Default: `false`. */
  readonly bucketBySessionStart?: boolean;
}

/** What `trends(…)` takes: events over time, or as totals. */
export interface TrendsInput extends InsightSource, GroupAggregation {
  /** What is counted: names of events, `{ event }`, `{ action }`, or nodes of PostHog's. At least one. */
  readonly series: readonly TrendsSeries[];
  /** Width of one point in time. Default: `day`. */
  readonly interval?: IntervalType;
  /** Formulas, chart, axes and legend. */
  readonly trendsFilter?: TrendsFilter;
  /** Splits each series by a property: `"$browser"`, or `{ breakdowns: [{ property, type }] }`. */
  readonly breakdownFilter?: BreakdownInput;
  /** Shows an earlier span of time beside this one. */
  readonly compareFilter?: CompareFilter;
  /** Counts only what led to this conversion. Web analytics only. */
  readonly conversionGoal?: ConversionGoal | null;
  /** With display `CalendarHeatmap`: how it is computed. */
  readonly calendarHeatmapFilter?: CalendarHeatmapFilter;
}

/** Events over time, or as totals. */
export interface TrendsQuery extends TrendsInput {
  /** Trends. */
  readonly kind: "TrendsQuery";
}
