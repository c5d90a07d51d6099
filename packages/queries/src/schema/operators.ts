import { z } from "zod";
import type { FilterScalar } from "../types/filters.js";
import { choice } from "./choice.js";
import { list, type Rule } from "./strict.js";
import { isMoment } from "./time.js";

export const operator = z.enum([
  "exact",
  "is_not",
  "icontains",
  "not_icontains",
  "starts_with",
  "not_starts_with",
  "ends_with",
  "not_ends_with",
  "regex",
  "not_regex",
  "gt",
  "gte",
  "lt",
  "lte",
  "is_set",
  "is_not_set",
  "is_date_exact",
  "is_date_before",
  "is_date_after",
  "between",
  "not_between",
  "min",
  "max",
  "in",
  "not_in",
  "is_cleaned_path_exact",
  "semver_eq",
  "semver_neq",
  "semver_gt",
  "semver_gte",
  "semver_lt",
  "semver_lte",
  "semver_tilde",
  "semver_caret",
  "semver_wildcard",
  "icontains_multi",
  "not_icontains_multi",
]);

export const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A value or a list of values. */
export const scalars = choice<FilterScalar | readonly FilterScalar[]>()(
  { one: scalar, several: list(scalar) },
  (value) => (Array.isArray(value) ? "several" : "one"),
);

const VALUELESS = new Set<unknown>(["is_set", "is_not_set"]);
const NUMERIC = new Set<unknown>(["gt", "gte", "lt", "lte", "min", "max"]);
const DATES = new Set<unknown>(["is_date_exact", "is_date_before", "is_date_after"]);
const RANGES = new Set<unknown>(["between", "not_between"]);
const TEXT_LISTS = new Set<unknown>(["icontains_multi", "not_icontains_multi"]);

export const isValueless = (operator: unknown): boolean => VALUELESS.has(operator);

const isNumeric = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)));

/**
 * The value must be of the shape that the operator compares with. PostHog does not say so when it is not: a condition
 * that it cannot read is one that everything meets (`PostHog/posthog: posthog/hogql/property.py`).
 */
export const fittingValue: Rule = (filter, report) => {
  const operator = filter["operator"] ?? "exact";
  const value = filter["value"];
  const complain = (message: string): void => report(message, "value");
  if (VALUELESS.has(operator)) return;
  if (value === undefined || value === null) complain(`is needed with operator \`${String(operator)}\``);
  else if (Array.isArray(value) && value.length === 0)
    complain("an empty list fits everything: leave the condition out");
  else if (NUMERIC.has(operator) && !isNumeric(value)) complain(`\`${String(operator)}\` compares with one number`);
  else if (DATES.has(operator) && !(typeof value === "string" && isMoment(value)))
    complain(`\`${String(operator)}\` compares with one date, ISO or relative ("-30d")`);
  else if (RANGES.has(operator) && !isRange(value))
    complain(`\`${String(operator)}\` compares with two numbers, the smaller one first`);
  else if (TEXT_LISTS.has(operator) && !(Array.isArray(value) && value.every((item) => typeof item === "string")))
    complain(`\`${String(operator)}\` compares with a list of texts`);
  else if (String(operator).startsWith("semver_") && typeof value !== "string")
    complain(`\`${String(operator)}\` compares with one version, as text`);
};

const isRange = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isNumeric) && Number(value[0]) <= Number(value[1]);
