import { z } from "zod";
import type { StickinessCriteria, StickinessFilter, StickinessQuery } from "../types/stickiness.js";
import { insightSource } from "./insight-source.js";
import { kind } from "./node.js";
import { chartStyle, display, legendPosition, oneWayOfFinding, resultCustomizations } from "./presentation.js";
import { someSeries, stickinessSeries } from "./series.js";
import { flag, list, strict } from "./strict.js";
import { compareFilter, interval } from "./time.js";

const stickinessFilter = strict<StickinessFilter>()(
  {
    display: display.optional(),
    showLegend: flag,
    legendPosition: legendPosition.optional(),
    showValuesOnSeries: flag,
    showMultipleYAxes: flag,
    stickinessCriteria: strict<StickinessCriteria>()({
      operator: z.enum(["gte", "lte", "exact"]),
      value: z.int().min(1),
    }).optional(),
    computedAs: z.enum(["non_cumulative", "cumulative"]).optional(),
    resultCustomizationBy: z.enum(["value", "position"]).optional(),
    resultCustomizations: resultCustomizations.optional(),
    hiddenLegendIndexes: list(z.int()).optional(),
    chartStyle: chartStyle.optional(),
  },
  { rules: [oneWayOfFinding] },
);

export const stickinessQuery = strict<StickinessQuery>()({
  kind: kind("StickinessQuery"),
  ...insightSource,
  series: someSeries(stickinessSeries),
  interval: interval.optional(),
  intervalCount: z.int().min(1).optional(),
  stickinessFilter: stickinessFilter.optional(),
  compareFilter: compareFilter.optional(),
});
