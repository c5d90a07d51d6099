import { z } from "zod";
import type {
  ChartStyle,
  GoalLine,
  ResultCustomizationByPosition,
  ResultCustomizationByValue,
  ResultCustomizations,
} from "../types/presentation.js";
import { by, choice } from "./choice.js";
import { flag, map, strict, text, type Schema } from "./strict.js";
import { isObject } from "./wire.js";

export const goalLine = strict<GoalLine>()({
  label: z.string(),
  value: z.number(),
  borderColor: text,
  displayLabel: flag,
  displayIfCrossed: flag,
  position: z.enum(["start", "end"]).optional(),
});

export const chartStyle = strict<ChartStyle>()({
  curve: z.enum(["linear", "smooth"]).optional(),
  seriesColorMode: z.enum(["palette", "opacity"]).optional(),
});

export const legendPosition = z.enum(["top", "bottom", "left", "right"]);

const color = z
  .enum([
    "preset-1",
    "preset-2",
    "preset-3",
    "preset-4",
    "preset-5",
    "preset-6",
    "preset-7",
    "preset-8",
    "preset-9",
    "preset-10",
    "preset-11",
    "preset-12",
    "preset-13",
    "preset-14",
    "preset-15",
  ])
  .optional();

export const customizationByValue = strict<ResultCustomizationByValue>()({
  assignmentBy: z.literal("value"),
  color,
  hidden: flag,
});

const customizationByPosition = strict<ResultCustomizationByPosition>()({
  assignmentBy: z.literal("position"),
  color,
  hidden: flag,
});

const customization = choice<ResultCustomizationByValue | ResultCustomizationByPosition>()(
  { value: customizationByValue, position: customizationByPosition },
  by("assignmentBy", ["value", "position"], "a result customisation"),
);

export const resultCustomizations: Schema<ResultCustomizations> = map(customization);

/** A map that mixes both ways of finding results makes PostHog refuse the whole query. */
export function oneWayOfFinding(
  filter: Record<string, unknown>,
  report: (message: string, ...path: string[]) => void,
): void {
  if (!isObject(filter["resultCustomizations"])) return;
  const wanted = filter["resultCustomizationBy"] ?? "value";
  for (const [key, entry] of Object.entries(filter["resultCustomizations"]))
    if (isObject(entry) && entry["assignmentBy"] !== wanted)
      report(
        `must be "${String(wanted)}", as \`resultCustomizationBy\` says${filter["resultCustomizationBy"] === undefined ? " when it is absent" : ""}`,
        "resultCustomizations",
        key,
        "assignmentBy",
      );
}

export const display = z.enum([
  "Auto",
  "ActionsLineGraph",
  "ActionsBar",
  "ActionsUnstackedBar",
  "ActionsStackedBar",
  "ActionsAreaGraph",
  "ActionsLineGraphCumulative",
  "BoldNumber",
  "Metric",
  "ActionsPie",
  "ActionsDonut",
  "ActionsBarValue",
  "ActionsTable",
  "WorldMap",
  "CalendarHeatmap",
  "TwoDimensionalHeatmap",
  "BoxPlot",
  "SlopeGraph",
  "ScatterPlot",
]);
