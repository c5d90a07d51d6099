import { z } from "zod";
import type { CalendarHeatmapFilter, TrendsFilter, TrendsFormulaNode, TrendsQuery } from "../types/trends.js";
import { breakdownFilter } from "./breakdown.js";
import { groupAggregation, insightSource } from "./insight-source.js";
import { kind } from "./node.js";
import {
  chartStyle,
  display,
  goalLine,
  legendPosition,
  oneWayOfFinding,
  resultCustomizations,
} from "./presentation.js";
import { someSeries, trendsSeries } from "./series.js";
import { flag, integer, list, number, strict, text, texts, type Rule } from "./strict.js";
import { compareFilter, conversionGoal, interval } from "./time.js";
import { isObject } from "./wire.js";

const formulaNode = strict<TrendsFormulaNode>()({ formula: z.string().min(1), custom_name: text });

const trendsFilter = strict<TrendsFilter>()(
  {
    display: display.optional(),
    formulaNodes: list(formulaNode).optional(),
    formulas: texts,
    formula: text,
    smoothingIntervals: integer,
    aggregationAxisFormat: z
      .enum([
        "numeric",
        "duration",
        "duration_ms",
        "duration_ns",
        "percentage",
        "percentage_scaled",
        "currency",
        "short",
      ])
      .optional(),
    aggregationAxisPrefix: text,
    aggregationAxisPostfix: text,
    decimalPlaces: number,
    minDecimalPlaces: number,
    xAxisLabel: text,
    yAxisLabel: text,
    yAxisScaleType: z.enum(["log10", "linear"]).optional(),
    showLegend: flag,
    legendPosition: legendPosition.optional(),
    showValuesOnSeries: flag,
    showLabelsOnSeries: flag,
    showPercentStackView: flag,
    stackBreakdownValues: flag,
    showMultipleYAxes: flag,
    showAlertThresholdLines: flag,
    showAnnotations: flag,
    showTrendLines: flag,
    showMovingAverage: flag,
    showConfidenceIntervals: flag,
    movingAverageIntervals: number,
    confidenceLevel: number,
    hideWeekends: flag,
    excludeBoxPlotOutliers: flag,
    detailedResultsAggregationType: z.enum(["total", "average", "median"]).optional(),
    goalLines: list(goalLine).optional(),
    resultCustomizationBy: z.enum(["value", "position"]).optional(),
    resultCustomizations: resultCustomizations.optional(),
    hiddenLegendIndexes: list(z.int()).optional(),
    breakdown_histogram_bin_count: integer,
    chartStyle: chartStyle.optional(),
    metricShowChange: flag,
    metricSummary: z.enum(["total", "average", "latest"]).optional(),
    metricChangeIncreaseColor: text,
    metricChangeDecreaseColor: text,
    metricColorByDirection: flag,
    metricLineIncreaseColor: text,
    metricLineDecreaseColor: text,
  },
  { rules: [oneWayOfFinding] },
);

/** A calendar heatmap counts events or unique users, nothing else. */
const heatmapMath: Rule = (query, report) => {
  if (!isObject(query["trendsFilter"]) || query["trendsFilter"]["display"] !== "CalendarHeatmap") return;
  if (!Array.isArray(query["series"])) return;
  query["series"].forEach((series: unknown, i) => {
    if (isObject(series) && ![undefined, "total", "dau"].includes(series["math"] as string | undefined))
      report("a calendar heatmap counts `total` or `dau`", "series", i, "math");
  });
};

export const trendsQuery = strict<TrendsQuery>()(
  {
    kind: kind("TrendsQuery"),
    ...insightSource,
    ...groupAggregation,
    series: someSeries(trendsSeries),
    interval: interval.optional(),
    trendsFilter: trendsFilter.optional(),
    breakdownFilter: breakdownFilter.optional(),
    compareFilter: compareFilter.optional(),
    conversionGoal: conversionGoal.nullable().optional(),
    calendarHeatmapFilter: strict<CalendarHeatmapFilter>()({ bucketBySessionStart: flag }).optional(),
  },
  { rules: [heatmapMath] },
);
