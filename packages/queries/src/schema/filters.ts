import { z } from "zod";
import type {
  BehavioralFilter,
  CohortFilter,
  ComparisonFilter,
  ComparisonFilterType,
  FlagFilter,
  GroupFilter,
  HogQLFilter,
} from "../types/filters.js";
import { choice } from "./choice.js";
import { fittingValue, isValueless, operator, scalars } from "./operators.js";
import { reference, textOrReference } from "./reference.js";
import { flag, integer, list, map, strict, text, type Lower, type Rule, type Schema } from "./strict.js";
import { isObject } from "./wire.js";

export const comparisonTypes = [
  "event",
  "event_metadata",
  "person",
  "person_metadata",
  "session",
  "feature",
  "element",
  "data_warehouse",
  "data_warehouse_person_property",
  "recording",
  "log_entry",
  "log",
  "log_attribute",
  "log_resource_attribute",
  "metric_attribute",
  "span",
  "span_attribute",
  "span_resource_attribute",
  "error_tracking_issue",
  "revenue_analytics",
  "account_custom_property",
  "workflow_variable",
] as const satisfies readonly ComparisonFilterType[];

const value = scalars.nullable().optional();

/** Says the default aloud, as PostHog's UI does: most types of filter need an operator on the wire. */
const sayOperator =
  (usual: string): Lower =>
  ({ value, ...filter }) => {
    const operator = filter["operator"] ?? usual;
    return { ...filter, operator, ...(isValueless(operator) ? {} : { value }) };
  };

const selectorRule: Rule = (filter, report) => {
  if (filter["type"] !== "element" || filter["key"] !== "selector") return;
  if (!["exact", "is_not", undefined].includes(filter["operator"] as string | undefined))
    report("a selector is compared with `exact` or `is_not`", "operator");
};

const comparison = strict<ComparisonFilter>()(
  { type: z.enum(comparisonTypes), key: z.string().min(1), operator: operator.optional(), value, label: text },
  { rules: [fittingValue, selectorRule], lower: sayOperator("exact") },
);

const group = strict<GroupFilter>()(
  {
    type: z.literal("group"),
    key: z.string().min(1),
    group_type_index: z.int().min(0).max(4).nullable().optional(),
    operator: operator.optional(),
    value,
    label: text,
    group_key_names: map(z.string()).optional(),
  },
  { rules: [fittingValue], lower: sayOperator("exact") },
);

const cohort = strict<CohortFilter>()(
  {
    type: z.literal("cohort"),
    key: z.literal("id"),
    value: reference("cohort"),
    operator: z.enum(["in", "not_in"]).optional(),
    label: text,
    cohort_name: text,
  },
  { lower: sayOperator("in") },
);

const hogql = strict<HogQLFilter>()({ type: z.literal("hogql"), key: z.string().min(1), value, label: text });

const featureFlag = strict<FlagFilter>()({
  type: z.literal("flag"),
  key: textOrReference("feature-flag"),
  operator: z.literal("flag_evaluates_to"),
  value: z.union([z.boolean(), z.string()]),
  label: text,
});

const eventFilter = choice<ComparisonFilter<"event" | "person" | "element" | "feature"> | HogQLFilter>()(
  { comparison: comparison as Schema<ComparisonFilter<"event" | "person" | "element" | "feature">>, hogql },
  pickFilter(["event", "person", "element", "feature", "hogql"]),
);

const actionKeyRule: Rule = (filter, report) => {
  if (filter["event_type"] === "actions" && typeof filter["key"] === "string" && !/^\d+$/.test(filter["key"]))
    report('with `event_type: "actions"`, expected an action\'s definition or its number as text', "key");
  if (filter["event_type"] === "events" && isObject(filter["key"])) report("expected the name of an event", "key");
};

const behavioral = strict<BehavioralFilter>()(
  {
    type: z.literal("behavioral"),
    key: textOrReference("action"),
    event_type: z.enum(["events", "actions"]),
    value: z.enum(["performed_event", "performed_event_multiple"]),
    negation: flag,
    operator: operator.optional(),
    operator_value: integer,
    time_value: integer,
    time_interval: z.enum(["day", "week", "month", "year"]).optional(),
    explicit_datetime: text,
    explicit_datetime_to: text,
    event_filters: list(eventFilter).optional(),
    label: text,
  },
  { rules: [actionKeyRule] },
);

/** The filters in PostHog's own form, by what {@link pickFilter} picks. */
export const filterOptions = { comparison, group, cohort, hogql, flag: featureFlag, behavioral };

/** Decides by `type` among those that fit the place; `where` is the short form. */
export function pickFilter(types: readonly string[]): (value: unknown) => never {
  const pick = (value: unknown) => {
    if (!isObject(value)) return { message: 'expected a condition, such as `where({ plan: "pro" })`' };
    if ("where" in value) return "where";
    const { type } = value;
    if (typeof type === "string" && types.includes(type))
      return (comparisonTypes as readonly string[]).includes(type) ? "comparison" : type;
    if (type === undefined) return { message: `expected a condition with a \`type\`: one of ${types.join(", ")}` };
    const found = typeof type === "string" ? `"${type}"` : typeof type;
    return {
      message: `${found} is not a type of condition that fits here: one of ${types.join(", ")}`,
      path: ["type"],
    };
  };
  return pick as (value: unknown) => never;
}
