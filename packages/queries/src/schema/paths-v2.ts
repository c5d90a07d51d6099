import { z } from "zod";
import type { PathsV2Anchor, PathsV2Filter, PathsV2Item, PathsV2Query, PathsV2StepSource } from "../types/paths-v2.js";
import { someEventName } from "./event-name.js";
import { dataNode, kind } from "./node.js";
import { pathCleaningFilter } from "./paths.js";
import { properties } from "./properties.js";
import { flag, integer, list, strict, text, type Rule } from "./strict.js";
import { dateRange, windowUnit } from "./time.js";
import { boundedWindow } from "./windows.js";

const item = strict<PathsV2Item>()({ event: someEventName, label: z.string().nullable().optional() });

const windowNeedsAnchor: Rule = (filter, report) => {
  for (const field of ["conversionWindowInterval", "conversionWindowIntervalUnit"])
    if (filter[field] !== undefined && filter["anchor"] === undefined) report("goes with an `anchor` only", field);
};

const pathsV2Filter = strict<PathsV2Filter>()(
  {
    stepSources: list(strict<PathsV2StepSource>()({ event: someEventName, namingProperty: text })).optional(),
    maxSteps: integer,
    maxRowsPerStep: integer,
    gapInterval: integer,
    gapIntervalUnit: windowUnit.optional(),
    collapseRepeats: flag,
    applyTeamPathCleaning: flag,
    localPathCleaningFilters: list(pathCleaningFilter).optional(),
    excludedItems: list(item).optional(),
    anchor: strict<PathsV2Anchor>()({ item, type: z.enum(["start", "end"]) }).optional(),
    conversionWindowInterval: integer,
    conversionWindowIntervalUnit: windowUnit.optional(),
  },
  {
    rules: [
      windowNeedsAnchor,
      boundedWindow("gapInterval", "gapIntervalUnit", "minute"),
      boundedWindow("conversionWindowInterval", "conversionWindowIntervalUnit", "day"),
    ],
  },
);

export const pathsV2Query = strict<PathsV2Query>()({
  kind: kind("PathsV2Query"),
  ...dataNode,
  dateRange: dateRange.optional(),
  filterTestAccounts: flag,
  properties: properties.optional(),
  dataColorTheme: z.int().nullable().optional(),
  pathsV2Filter: pathsV2Filter.optional(),
});
