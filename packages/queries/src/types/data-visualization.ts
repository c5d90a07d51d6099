import type { HogQLQuery } from "./hogql.js";
import type {
  ChartDisplayType,
  ChartStyle,
  GoalLine,
  LegendPosition,
  ResultCustomizationByValue,
} from "./presentation.js";

/** How the values of a column are written. */
export interface ColumnFormatting {
  /** Text before each value. */
  readonly prefix?: string;
  /** Text after each value. */
  readonly suffix?: string;
  /** `short`: 1.2 K; `percent`: values of 0–100. Default: `none`. */
  readonly style?: "none" | "number" | "short" | "percent";
  /** Decimal places. */
  readonly decimalPlaces?: number;
}

/** How the series of a column is drawn. */
export interface ColumnDisplay {
  /** Colour, as CSS writes it. */
  readonly color?: string;
  /** Name of the series. Default: the column's. */
  readonly label?: string;
  /** Draw its trend. */
  readonly trendLine?: boolean;
  /** Which value axis it uses. Default: `left`. */
  readonly yAxisPosition?: "left" | "right";
  /** How this series is drawn in a mixed chart. Default: `auto`, as the chart. */
  readonly displayType?: "auto" | "line" | "bar" | "area";
}

/** Format and drawing of a column. */
export interface ColumnSettings {
  /** How values are written. */
  readonly formatting?: ColumnFormatting;
  /** How the series is drawn. */
  readonly display?: ColumnDisplay;
}

/** A column of the result, with its looks. */
export interface ChartAxis {
  /** Name of the column. */
  readonly column: string;
  /** Its looks. */
  readonly settings?: ColumnSettings;
}

/** A value axis. */
export interface YAxisSettings {
  /** Its label. */
  readonly label?: string;
  /** Its scale. Default: `linear`. */
  readonly scale?: "linear" | "logarithmic";
  /** Start at zero instead of the lowest value. */
  readonly startAtZero?: boolean;
  /** Draw grid lines. */
  readonly showGridLines?: boolean;
  /** Draw ticks. */
  readonly showTicks?: boolean;
}

/** A colour at a value of a heatmap. */
export interface HeatmapGradientStop {
  /** The value. */
  readonly value: number;
  /** The colour, as CSS writes it. */
  readonly color: string;
}

/** A two-dimensional heatmap. */
export interface HeatmapSettings {
  /** Column along the x axis. */
  readonly xAxisColumn?: string;
  /** Column along the y axis. */
  readonly yAxisColumn?: string;
  /** Column with the values. */
  readonly valueColumn?: string;
  /** Label of the x axis. */
  readonly xAxisLabel?: string;
  /** Label of the y axis. */
  readonly yAxisLabel?: string;
  /** What is written for a missing coordinate. */
  readonly nullLabel?: string;
  /** What is written for a missing value. */
  readonly nullValue?: string;
  /** Name of a ready-made gradient. */
  readonly gradientPreset?: string;
  /** Column by which rows are sorted. */
  readonly sortColumn?: string;
  /** Colours of your own, by value. */
  readonly gradient?: readonly HeatmapGradientStop[];
  /** Whether the values of `gradient` are absolute or relative to the data. */
  readonly gradientScaleMode?: "absolute" | "relative";
  /** Direction of the sorting. */
  readonly sortOrder?: "asc" | "desc";
}

/** A pie chart. */
export interface PieChartSettings {
  /** What is written on slices. Default: `labels`. */
  readonly sliceContent?: "labels" | "values" | "none";
  /** With `values`: numbers or percentages. */
  readonly valueDisplay?: "absolute" | "percentage";
  /** Show the total. Default: `true`. */
  readonly showTotal?: boolean;
}

/** A scatter plot; its columns are those of `xAxis` and `yAxis`. */
export interface ScatterSettings {
  /** Scale of the x axis. Default: `linear`. */
  readonly xScale?: "linear" | "logarithmic";
  /** Start the x axis at zero. */
  readonly xStartAtZero?: boolean;
  /** Draw the line of best fit. */
  readonly showBestFit?: boolean;
}

/** A number with its change. */
export interface MetricSettings {
  /** Show the change. */
  readonly showChange?: boolean;
  /** Colour of an increase, as CSS writes it. */
  readonly changeIncreaseColor?: string;
  /** Colour of a decrease, as CSS writes it. */
  readonly changeDecreaseColor?: string;
  /** Which number is shown. */
  readonly summary?: "total" | "average" | "latest";
}

/** Axes and looks of a SQL chart. */
export interface ChartSettings {
  /** The column along the x axis. */
  readonly xAxis?: ChartAxis;
  /** Label of the x axis. */
  readonly xAxisLabel?: string;
  /** The columns that are drawn. */
  readonly yAxis?: readonly ChartAxis[];
  /** Horizontal lines. */
  readonly goalLines?: readonly GoalLine[];
  /** The left value axis. */
  readonly leftYAxisSettings?: YAxisSettings;
  /** The right value axis. */
  readonly rightYAxisSettings?: YAxisSettings;
  /** @deprecated Use `leftYAxisSettings.startAtZero`. */
  readonly yAxisAtZero?: boolean;
  /** Stack bars to 100 %. */
  readonly stackBars100?: boolean;
  /** Column that splits the values into series. */
  readonly seriesBreakdownColumn?: string | null;
  /** Draw ticks on the x axis. */
  readonly showXAxisTicks?: boolean;
  /** Draw the line of the x axis. */
  readonly showXAxisBorder?: boolean;
  /** Draw the line of the y axis. */
  readonly showYAxisBorder?: boolean;
  /** Show the legend. */
  readonly showLegend?: boolean;
  /** Write values at the points. */
  readonly showValuesOnSeries?: boolean;
  /** Show a row of totals in the tooltip. */
  readonly showTotalRow?: boolean;
  /** Draw missing values as zero. */
  readonly showNullsAsZero?: boolean;
  /** @deprecated Use `pie.showTotal`. */
  readonly showPieTotal?: boolean;
  /** With display `TwoDimensionalHeatmap`. */
  readonly heatmap?: HeatmapSettings;
  /** With display `ActionsPie`. */
  readonly pie?: PieChartSettings;
  /** Colours of single series, by the value of `seriesBreakdownColumn`. */
  readonly resultCustomizations?: Readonly<Record<string, ResultCustomizationByValue>>;
  /** How lines and areas are drawn. Needs a recent server. */
  readonly chartStyle?: ChartStyle;
  /** Where the legend stands. Needs a recent server. */
  readonly legendPosition?: LegendPosition;
  /** With display `ScatterPlot`. Needs a recent server. */
  readonly scatter?: ScatterSettings;
  /** With display `Metric`. Needs a recent server. */
  readonly metric?: MetricSettings;
}

/** A rule that colours cells. PostHog's UI makes these; copy them from there. */
export interface ConditionalFormattingRule {
  /** Id of the rule. */
  readonly id: string;
  /** The template it was made from. */
  readonly templateId: string;
  /** The column it colours. */
  readonly columnName: string;
  /** What the template compares with. */
  readonly input: string;
  /** The colour, as CSS writes it. */
  readonly color: string;
  /** The compiled condition, as the UI wrote it. */
  readonly bytecode: readonly unknown[];
  /** The theme the colour is meant for. */
  readonly colorMode?: "light" | "dark";
}

/** Columns of a SQL table. */
export interface TableSettings {
  /** The columns that are shown, in this order. Default: all. */
  readonly columns?: readonly ChartAxis[];
  /** Rules that colour cells. */
  readonly conditionalFormatting?: readonly ConditionalFormattingRule[];
  /** Columns that stay in view when scrolling. */
  readonly pinnedColumns?: readonly string[];
  /** Show rows as columns. */
  readonly transpose?: boolean;
}

/** Looks of a SQL insight. */
export interface SqlInsightOptions {
  /**
   * How results are shown: `ActionsTable`, `BoldNumber`, `Metric`, `ActionsLineGraph`, `ActionsBar`,
   * `ActionsStackedBar`, `ActionsAreaGraph`, `ActionsPie`, `TwoDimensionalHeatmap`, `BoxPlot`, `ScatterPlot`.
   * Default: as a table.
   */
  readonly display?: ChartDisplayType;
  /** Axes and looks of the chart. */
  readonly chartSettings?: ChartSettings;
  /** Columns of the table. */
  readonly tableSettings?: TableSettings;
}

/** A SQL insight: a table or a chart of what a query returns. */
export interface DataVisualizationNode extends SqlInsightOptions {
  /** A SQL insight. */
  readonly kind: "DataVisualizationNode";
  /** The query: `hogql(…)`, or just the SQL. */
  readonly source: string | HogQLQuery;
  /** The schema version stamped by PostHog's UI. Accepted in pasted queries, never compared, never sent. */
  readonly version?: number | null;
}
