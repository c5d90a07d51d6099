import { z } from "zod";
import { dataNode } from "./node.js";
import { properties } from "./properties.js";
import { flag } from "./strict.js";
import { dateRange } from "./time.js";

/** The fields that all insight sources have in common. */
export const insightSource = {
  ...dataNode,
  dateRange: dateRange.optional(),
  filterTestAccounts: flag,
  properties: properties.optional(),
  samplingFactor: z.number().gt(0).max(1).nullable().optional(),
  dataColorTheme: z.int().nullable().optional(),
};

/** Of those that can count groups instead of persons. */
export const groupAggregation = { aggregation_group_type_index: z.int().min(0).max(4).nullable().optional() };
