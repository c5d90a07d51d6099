import { z } from "zod";
import type { Reference } from "@posthog-definitions/core";
import type { Breakdown, BreakdownFilter, BreakdownInput, BreakdownValue } from "../types/breakdown.js";
import { choice } from "./choice.js";
import { reference } from "./reference.js";
import { flag, integer, list, strict, type Lower, type Rule, type Schema } from "./strict.js";
import { isObject, type Wire } from "./wire.js";

const breakdownType = z.enum([
  "cohort",
  "person",
  "event",
  "event_metadata",
  "group",
  "session",
  "hogql",
  "data_warehouse",
  "data_warehouse_person_property",
  "revenue_analytics",
]);

const value: Schema<BreakdownValue> = choice<string | number | Reference<"cohort">>()(
  { text: z.string().min(1), number: z.int(), cohort: reference("cohort") as Schema<Reference<"cohort">> },
  (value) => (typeof value === "string" ? "text" : typeof value === "number" ? "number" : "cohort"),
);

const values = choice<BreakdownValue | readonly BreakdownValue[]>()({ one: value, several: list(value) }, (value) =>
  Array.isArray(value) ? "several" : "one",
);

/** Only cohorts are given by reference, and cohorts are given by nothing else. */
const cohortsWhereCohorts =
  (typeField: string, field: string): Rule =>
  (filter, report) => {
    const ofCohorts = filter[typeField] === "cohort";
    for (const one of [filter[field]].flat()) {
      if (isObject(one) && !ofCohorts) report(`a cohort here goes with \`${typeField}: "cohort"\``, field);
      if (typeof one === "string" && one !== "all" && ofCohorts) report('expected cohorts, or "all"', field);
    }
  };

/** A plain id among cohorts is a reference by id. */
const cohortId = (value: unknown): unknown => (typeof value === "number" ? { $ref: "cohort", id: value } : value);

const breakdown = strict<Breakdown>()(
  {
    property: value,
    type: breakdownType.nullable().optional(),
    group_type_index: z.int().min(0).max(4).nullable().optional(),
    histogram_bin_count: integer,
    normalize_url: flag,
  },
  {
    rules: [cohortsWhereCohorts("type", "property")],
    lower: (one) => (one["type"] === "cohort" ? { ...one, property: cohortId(one["property"]) } : one),
  },
);

const oneForm: Rule = (filter, report) => {
  if (isObject(filter["breakdown"]) && !("$ref" in filter["breakdown"])) return;
  const single = filter["breakdown"] !== undefined && filter["breakdown"] !== null;
  if (single && Array.isArray(filter["breakdowns"]) && filter["breakdowns"].length > 0)
    report("`breakdown` and `breakdowns` are two forms of one thing: use one of them", "breakdowns");
};

const atMostThree: Rule = (filter, report) => {
  if (Array.isArray(filter["breakdowns"]) && filter["breakdowns"].length > 3)
    report("at most 3 breakdowns", "breakdowns");
};

const lowerFilter: Lower = (filter) =>
  filter["breakdown_type"] === "cohort" && filter["breakdown"] !== undefined
    ? {
        ...filter,
        breakdown: Array.isArray(filter["breakdown"])
          ? filter["breakdown"].map(cohortId)
          : cohortId(filter["breakdown"]),
      }
    : filter;

const shape = {
  breakdown_type: breakdownType.nullable().optional(),
  breakdown: values.nullable().optional(),
  breakdown_group_type_index: z.int().min(0).max(4).nullable().optional(),
  breakdown_limit: integer,
  breakdown_normalize_url: flag,
  breakdown_path_cleaning: flag,
  breakdown_histogram_bin_count: integer,
  breakdown_hide_other_aggregation: z.boolean().nullable().optional(),
  breakdowns: list(breakdown).optional(),
};

const byProperty = z
  .string()
  .min(1)
  .transform((breakdown) => ({ breakdown_type: "event", breakdown }));

const inOneOfSeveral = z
  .string()
  .min(1)
  .transform((property) => ({ breakdowns: [{ type: "event", property }] }));

const inputOf = (
  rules: readonly Rule[] = [],
  property: Schema<string, Wire> = byProperty,
): Schema<BreakdownInput, Wire> =>
  choice<BreakdownInput>()(
    {
      property,
      filter: strict<BreakdownFilter>()(shape, {
        rules: [oneForm, atMostThree, cohortsWhereCohorts("breakdown_type", "breakdown"), ...rules],
        lower: lowerFilter,
      }),
    },
    (value) => (typeof value === "string" ? "property" : "filter"),
  );

/** As trends and retention take it. */
export const breakdownFilter = inputOf();

/** As funnels take it: their runner reads the single form only. */
export const funnelBreakdownFilter = inputOf([
  (filter, report) => {
    if (Array.isArray(filter["breakdowns"]) && filter["breakdowns"].length > 0)
      report("funnels take `breakdown` with `breakdown_type`; a list in `breakdown` combines properties", "breakdowns");
  },
]);

/** As metrics of experiments take it: they are split by `breakdowns` alone. */
export const metricBreakdownFilter = inputOf([], inOneOfSeveral);
