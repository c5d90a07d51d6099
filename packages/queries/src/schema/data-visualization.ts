import { z } from "zod";
import type {
  ChartAxis,
  ChartSettings,
  ColumnDisplay,
  ColumnFormatting,
  ColumnSettings,
  ConditionalFormattingRule,
  DataVisualizationNode,
  HeatmapGradientStop,
  HeatmapSettings,
  MetricSettings,
  PieChartSettings,
  ScatterSettings,
  TableSettings,
  YAxisSettings,
} from "../types/data-visualization.js";
import type { HogQLQuery } from "../types/hogql.js";
import { choice } from "./choice.js";
import { hogqlQuery, sqlText } from "./hogql.js";
import { kind } from "./node.js";
import { chartStyle, customizationByValue, display, goalLine, legendPosition } from "./presentation.js";
import { flag, list, map, number, strict, text, texts, version } from "./strict.js";

const columnSettings = strict<ColumnSettings>()({
  formatting: strict<ColumnFormatting>()({
    prefix: text,
    suffix: text,
    style: z.enum(["none", "number", "short", "percent"]).optional(),
    decimalPlaces: number,
  }).optional(),
  display: strict<ColumnDisplay>()({
    color: text,
    label: text,
    trendLine: flag,
    yAxisPosition: z.enum(["left", "right"]).optional(),
    displayType: z.enum(["auto", "line", "bar", "area"]).optional(),
  }).optional(),
});

const axis = strict<ChartAxis>()({ column: z.string(), settings: columnSettings.optional() });

const yAxisSettings = strict<YAxisSettings>()({
  label: text,
  scale: z.enum(["linear", "logarithmic"]).optional(),
  startAtZero: flag,
  showGridLines: flag,
  showTicks: flag,
});

const heatmap = strict<HeatmapSettings>()({
  xAxisColumn: text,
  yAxisColumn: text,
  valueColumn: text,
  xAxisLabel: text,
  yAxisLabel: text,
  nullLabel: text,
  nullValue: text,
  gradientPreset: text,
  sortColumn: text,
  gradient: list(strict<HeatmapGradientStop>()({ value: z.number(), color: z.string() })).optional(),
  gradientScaleMode: z.enum(["absolute", "relative"]).optional(),
  sortOrder: z.enum(["asc", "desc"]).optional(),
});

const pie = strict<PieChartSettings>()({
  sliceContent: z.enum(["labels", "values", "none"]).optional(),
  valueDisplay: z.enum(["absolute", "percentage"]).optional(),
  showTotal: flag,
});

const scatter = strict<ScatterSettings>()({
  xScale: z.enum(["linear", "logarithmic"]).optional(),
  xStartAtZero: flag,
  showBestFit: flag,
});

const metric = strict<MetricSettings>()({
  showChange: flag,
  changeIncreaseColor: text,
  changeDecreaseColor: text,
  summary: z.enum(["total", "average", "latest"]).optional(),
});

const chartSettings = strict<ChartSettings>()({
  xAxis: axis.optional(),
  xAxisLabel: text,
  yAxis: list(axis).optional(),
  goalLines: list(goalLine).optional(),
  leftYAxisSettings: yAxisSettings.optional(),
  rightYAxisSettings: yAxisSettings.optional(),
  yAxisAtZero: flag,
  stackBars100: flag,
  seriesBreakdownColumn: z.string().nullable().optional(),
  showXAxisTicks: flag,
  showXAxisBorder: flag,
  showYAxisBorder: flag,
  showLegend: flag,
  showValuesOnSeries: flag,
  showTotalRow: flag,
  showNullsAsZero: flag,
  showPieTotal: flag,
  heatmap: heatmap.optional(),
  pie: pie.optional(),
  resultCustomizations: map(customizationByValue).optional(),
  chartStyle: chartStyle.optional(),
  legendPosition: legendPosition.optional(),
  scatter: scatter.optional(),
  metric: metric.optional(),
});

const formattingRule = strict<ConditionalFormattingRule>()({
  id: z.string(),
  templateId: z.string(),
  columnName: z.string(),
  input: z.string(),
  color: z.string(),
  bytecode: list(z.unknown()),
  colorMode: z.enum(["light", "dark"]).optional(),
});

const tableSettings = strict<TableSettings>()({
  columns: list(axis).optional(),
  conditionalFormatting: list(formattingRule).optional(),
  pinnedColumns: texts,
  transpose: flag,
});

const sql = choice<string | HogQLQuery>()({ text: sqlText, query: hogqlQuery }, (value) =>
  typeof value === "string" ? "text" : "query",
);

export const dataVisualizationNode = strict<DataVisualizationNode>()({
  kind: kind("DataVisualizationNode"),
  source: sql,
  display: display.optional(),
  chartSettings: chartSettings.optional(),
  tableSettings: tableSettings.optional(),
  version,
});
