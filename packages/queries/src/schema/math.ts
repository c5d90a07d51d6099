import { z } from "zod";
import type { Rule } from "./strict.js";

const base = [
  "total",
  "dau",
  "weekly_active",
  "monthly_active",
  "unique_session",
  "first_time_for_user",
  "first_matching_event_for_user",
] as const;
const property = ["avg", "sum", "min", "max", "median", "p75", "p90", "p95", "p99"] as const;
const countPerActor = [
  "avg_count_per_actor",
  "min_count_per_actor",
  "max_count_per_actor",
  "median_count_per_actor",
  "p75_count_per_actor",
  "p90_count_per_actor",
  "p95_count_per_actor",
  "p99_count_per_actor",
] as const;
const group = ["unique_group", "first_time_for_group", "first_matching_event_for_group"] as const;

export const seriesMath = z.enum([...base, ...property, ...countPerActor, ...group, "hogql"]);
export const funnelMath = z.enum(["total", "first_time_for_user", "first_time_for_user_with_filters"]);
export const lifecycleMath = z.enum(["total"]);
export const experimentMath = z.enum([
  "total",
  "sum",
  "unique_session",
  "min",
  "max",
  "avg",
  "dau",
  "unique_group",
  "hogql",
]);

const needs = [
  { math: new Set<unknown>(property), field: "math_property", what: "the property to compute with" },
  { math: new Set<unknown>(["hogql"]), field: "math_hogql", what: "the SQL aggregation" },
  { math: new Set<unknown>(group), field: "math_group_type_index", what: "the number of the group type, 0–4" },
];

/** What a way of counting cannot do without. */
export const mathIsComplete: Rule = (series, report) => {
  for (const { math, field, what } of needs)
    if (math.has(series["math"]) && (series[field] === undefined || series[field] === ""))
      report(`is needed with \`math: "${String(series["math"])}"\`: ${what}`, field);
};
