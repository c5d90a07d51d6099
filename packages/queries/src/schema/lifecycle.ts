import { z } from "zod";
import type { LifecycleFilter, LifecycleQuery } from "../types/lifecycle.js";
import { groupAggregation, insightSource } from "./insight-source.js";
import { kind } from "./node.js";
import { legendPosition } from "./presentation.js";
import { lifecycleSeries, someSeries } from "./series.js";
import { flag, list, strict, type Rule } from "./strict.js";
import { interval } from "./time.js";
import { isObject } from "./wire.js";

const percentagesNeedValues: Rule = (filter, report) => {
  if (filter["showPercentagesOnSeries"] === true && filter["showValuesOnSeries"] !== true)
    report("needs `showValuesOnSeries: true`", "showPercentagesOnSeries");
};

const lifecycleFilter = strict<LifecycleFilter>()(
  {
    toggledLifecycles: list(z.enum(["new", "resurrecting", "returning", "dormant"])).optional(),
    showValuesOnSeries: flag,
    showPercentagesOnSeries: flag,
    showLegend: flag,
    legendPosition: legendPosition.optional(),
    stacked: flag,
  },
  { rules: [percentagesNeedValues] },
);

const oneSeries: Rule = ({ series }, report) => {
  if (Array.isArray(series) && series.length > 1) report("lifecycle shows exactly one series", "series");
};

const targetNeedsWarehouse: Rule = ({ customAggregationTarget, series }, report) => {
  if (customAggregationTarget !== true || !Array.isArray(series)) return;
  if (!series.some((one) => isObject(one) && one["kind"] === "LifecycleDataWarehouseNode"))
    report("needs a series of the data warehouse", "customAggregationTarget");
};

export const lifecycleQuery = strict<LifecycleQuery>()(
  {
    kind: kind("LifecycleQuery"),
    ...insightSource,
    ...groupAggregation,
    series: someSeries(lifecycleSeries),
    interval: interval.optional(),
    lifecycleFilter: lifecycleFilter.optional(),
    customAggregationTarget: flag,
  },
  { rules: [oneSeries, targetNeedsWarehouse] },
);
