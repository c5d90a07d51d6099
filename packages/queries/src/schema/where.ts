import { z } from "zod";
import type { FilterScalar } from "../types/filters.js";
import type { Comparisons, Conditions, Where, WhereType } from "../types/where.js";
import { choice } from "./choice.js";
import { textOrTexts } from "./modifiers.js";
import { isValueless, scalar, scalars } from "./operators.js";
import { list, map, number, strict, text, type Rule, type Schema } from "./strict.js";
import { moment } from "./time.js";
import { isObject, type Wire } from "./wire.js";

const someScalars = scalars.refine((value) => !Array.isArray(value) || value.length > 0, {
  error: "an empty list fits everything: leave the condition out",
}) as typeof scalars;
const someTexts = textOrTexts.refine((value) => !Array.isArray(value) || value.length > 0, {
  error: "an empty list fits everything: leave the condition out",
}) as typeof textOrTexts;

const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, {
  error: "expected two numbers, the smaller one first",
}) as unknown as Schema<readonly [number, number]>;

const someComparison: Rule = (value, report) => {
  if (Object.keys(value).length === 0) report("expected at least one comparison, such as `{ gte: 5 }`");
};

const comparisons = strict<Comparisons>()(
  {
    exact: someScalars.optional(),
    is_not: someScalars.optional(),
    icontains: someTexts.optional(),
    not_icontains: someTexts.optional(),
    starts_with: text,
    not_starts_with: text,
    ends_with: text,
    not_ends_with: text,
    regex: someTexts.optional(),
    not_regex: someTexts.optional(),
    gt: number,
    gte: number,
    lt: number,
    lte: number,
    between: range.optional(),
    not_between: range.optional(),
    is_set: z.literal(true).optional(),
    is_not_set: z.literal(true).optional(),
    is_date_exact: moment.optional(),
    is_date_before: moment.optional(),
    is_date_after: moment.optional(),
    semver_eq: text,
    semver_neq: text,
    semver_gt: text,
    semver_gte: text,
    semver_lt: text,
    semver_lte: text,
    semver_tilde: text,
    semver_caret: text,
    semver_wildcard: text,
  },
  { rules: [someComparison] },
);

const condition = choice<FilterScalar | readonly FilterScalar[] | Comparisons>()(
  {
    scalar,
    list: list(scalar).refine(
      (value) => value.length > 0,
      "an empty list fits everything: leave the condition out",
    ) as Schema<readonly FilterScalar[], FilterScalar[]>,
    comparisons,
  },
  (value) => (Array.isArray(value) ? "list" : isObject(value) ? "comparisons" : "scalar"),
);

const groupIndexRule: Rule = ({ type, group_type_index }, report) => {
  if (type === "group" && group_type_index === undefined)
    report('is needed with `type: "group"`: the number of the group type, 0–4', "group_type_index");
  if (type !== "group" && type !== undefined && group_type_index !== undefined)
    report('goes with `type: "group"` only', "group_type_index");
};

const whereTypes = ["event", "person", "session", "group", "event_metadata", "person_metadata", "feature"] as const;

/** `where(…)` as a list of filters in PostHog's form. `types`: those that fit the place. */
export const whereOf = <const T extends WhereType = WhereType>(
  types: readonly T[] = whereTypes as unknown as readonly T[],
): Schema<Where<T>, Wire[]> => {
  const usual = (types as readonly string[]).includes("event") ? "event" : types[0];
  return strict<Omit<Where, "key">>()(
    {
      where: map(condition) as unknown as Schema<Conditions>,
      type: z.enum(types as readonly WhereType[] as typeof whereTypes).optional(),
      group_type_index: z.int().min(0).max(4).optional(),
    },
    { rules: [groupIndexRule], lower: (value) => filtersOf({ type: usual, ...value }) },
  ) as unknown as Schema<Where<T>, Wire[]>;
};

function filtersOf({ where, type, group_type_index }: Record<string, unknown>): Wire[] {
  const common = { type, ...(group_type_index === undefined ? {} : { group_type_index }) };
  return Object.entries(where as Conditions).flatMap(([key, condition]) =>
    comparisonsOf(condition).map(([operator, value]) => ({
      ...common,
      key,
      operator,
      ...(isValueless(operator) ? {} : { value }),
    })),
  );
}

function comparisonsOf(condition: Conditions[string]): [operator: string, value: unknown][] {
  if (!isObject(condition)) return [["exact", likeTheUi(condition as FilterScalar | readonly FilterScalar[])]];
  return Object.entries(condition).map(([operator, value]) => [
    operator,
    operator === "exact" || operator === "is_not" ? likeTheUi(value as FilterScalar) : value,
  ]);
}

/**
 * The form in which PostHog's UI keeps what is equal to a value: a list, and truth as text, which the server compares
 * according to the property's own type. So an edit there changes nothing here.
 */
const likeTheUi = (value: FilterScalar | readonly FilterScalar[]): (string | number)[] =>
  (Array.isArray(value) ? (value as readonly FilterScalar[]) : [value as FilterScalar]).map((item) =>
    typeof item === "boolean" ? String(item) : item,
  );
