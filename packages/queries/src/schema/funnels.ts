import { z } from "zod";
import type { FunnelsFilter, FunnelsQuery } from "../types/funnels.js";
import { funnelBreakdownFilter } from "./breakdown.js";
import { funnelRules } from "./funnel-rules.js";
import { funnelExclusion, funnelStep } from "./funnel-step.js";
import { groupAggregation, insightSource } from "./insight-source.js";
import { kind } from "./node.js";
import { chartStyle, customizationByValue, goalLine, legendPosition } from "./presentation.js";
import { flag, integer, list, map, strict, text, texts } from "./strict.js";
import { compareFilter, interval, windowUnit } from "./time.js";
import { boundedWindow } from "./windows.js";

const funnelsFilter = strict<FunnelsFilter>()(
  {
    funnelVizType: z.enum(["steps", "time_to_convert", "trends", "flow"]).optional(),
    funnelOrderType: z.enum(["ordered", "unordered", "strict"]).optional(),
    funnelWindowInterval: integer,
    funnelWindowIntervalUnit: windowUnit.optional(),
    funnelStepReference: z.enum(["total", "previous"]).optional(),
    layout: z.enum(["horizontal", "vertical"]).optional(),
    exclusions: list(funnelExclusion).optional(),
    breakdownAttributionType: z.enum(["first_touch", "last_touch", "all_events", "step"]).optional(),
    breakdownAttributionValue: integer,
    breakdownSorting: text,
    funnelAggregateByHogQL: text,
    customAggregationTarget: flag,
    funnelFromStep: integer,
    funnelToStep: integer,
    binCount: integer,
    hiddenLegendBreakdowns: texts,
    resultCustomizations: map(customizationByValue).optional(),
    goalLines: list(goalLine).optional(),
    showValuesOnSeries: flag,
    showLegend: flag,
    legendPosition: legendPosition.optional(),
    showTrendLines: flag,
    showAnnotations: flag,
    hideIncompleteConversionWindowPeriods: flag,
    chartStyle: chartStyle.optional(),
    useUdf: flag,
  },
  { rules: [boundedWindow("funnelWindowInterval", "funnelWindowIntervalUnit", "day")] },
);

export const funnelsQuery = strict<FunnelsQuery>()(
  {
    kind: kind("FunnelsQuery"),
    ...insightSource,
    ...groupAggregation,
    series: list(funnelStep),
    interval: interval.optional(),
    funnelsFilter: funnelsFilter.optional(),
    breakdownFilter: funnelBreakdownFilter.optional(),
    compareFilter: compareFilter.optional(),
  },
  { rules: funnelRules },
);
