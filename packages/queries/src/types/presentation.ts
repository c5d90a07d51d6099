/** A horizontal line in a chart. */
export interface GoalLine {
  /** Text at the line. */
  readonly label: string;
  /** Where it is drawn, in the unit of the axis. */
  readonly value: number;
  /** Colour of the line, as CSS writes it. */
  readonly borderColor?: string;
  /** Whether the label is shown. */
  readonly displayLabel?: boolean;
  /** Whether the line stays when the values cross it. */
  readonly displayIfCrossed?: boolean;
  /** At which end of the line the label stands. */
  readonly position?: "start" | "end";
}

/** How lines are drawn. Needs a server of the second half of 2026. */
export interface ChartStyle {
  /** Straight or rounded lines. */
  readonly curve?: "linear" | "smooth";
  /** Whether series differ by colour or by opacity. Default: `palette`. */
  readonly seriesColorMode?: "palette" | "opacity";
}

/** Where the legend stands. */
export type LegendPosition = "top" | "bottom" | "left" | "right";

/** A colour of the chart's colour theme. */
export type DataColorToken =
  | "preset-1"
  | "preset-2"
  | "preset-3"
  | "preset-4"
  | "preset-5"
  | "preset-6"
  | "preset-7"
  | "preset-8"
  | "preset-9"
  | "preset-10"
  | "preset-11"
  | "preset-12"
  | "preset-13"
  | "preset-14"
  | "preset-15";

/** Look of one result, found by its value. */
export interface ResultCustomizationByValue {
  /** How the result is found. */
  readonly assignmentBy: "value";
  /** Its colour. */
  readonly color?: DataColorToken;
  /** Whether it is hidden until clicked in the legend. */
  readonly hidden?: boolean;
}

/** Look of one result, found by its place in the results. */
export interface ResultCustomizationByPosition {
  /** How the result is found. */
  readonly assignmentBy: "position";
  /** Its colour. */
  readonly color?: DataColorToken;
  /** Whether it is hidden until clicked in the legend. */
  readonly hidden?: boolean;
}

/**
 * Looks of single results. All entries are by value or all by position. The key is, by value, the compact JSON text of
 * `{ series, breakdown_value }` (`{"series":0,"breakdown_value":["Chrome"]}`), by position the index as text.
 */
export type ResultCustomizations = Readonly<Record<string, ResultCustomizationByValue | ResultCustomizationByPosition>>;

/**
 * How results are shown. Over time: `ActionsLineGraph`, `ActionsLineGraphCumulative`, `ActionsBar`,
 * `ActionsUnstackedBar`, `ActionsStackedBar` (SQL charts), `ActionsAreaGraph`. As totals: `BoldNumber`, `ActionsPie`,
 * `ActionsDonut`, `ActionsBarValue`, `ActionsTable`, `WorldMap`. Others: `Metric` (a number with a sparkline),
 * `CalendarHeatmap`, `TwoDimensionalHeatmap` (SQL), `BoxPlot`, `SlopeGraph`, `ScatterPlot`, `Auto`.
 * `ActionsDonut` and `ScatterPlot` need a recent server.
 */
export type ChartDisplayType =
  | "Auto"
  | "ActionsLineGraph"
  | "ActionsBar"
  | "ActionsUnstackedBar"
  | "ActionsStackedBar"
  | "ActionsAreaGraph"
  | "ActionsLineGraphCumulative"
  | "BoldNumber"
  | "Metric"
  | "ActionsPie"
  | "ActionsDonut"
  | "ActionsBarValue"
  | "ActionsTable"
  | "WorldMap"
  | "CalendarHeatmap"
  | "TwoDimensionalHeatmap"
  | "BoxPlot"
  | "SlopeGraph"
  | "ScatterPlot";
