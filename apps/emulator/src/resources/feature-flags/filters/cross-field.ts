import { isObject, type Json, type JsonObject } from "../../../json.js";
import { allProperties, groupsOf, propertiesOf, variantKeys, variantsOf, type Part } from "./parts.js";
import type { Violation } from "./violation.js";

/**
 * Rules between the members of `filters`.
 *
 * Source: `PostHog/posthog: products/feature_flags/backend/filters_validation.py`.
 */
export function crossFieldViolations(filters: JsonObject): Violation[] {
  return [
    ...variantSum(filters),
    ...variantsUnique(filters),
    ...payloadKeys(filters),
    ...variantOverrides(filters),
    ...propertyTypes(filters),
    ...allProperties(filters).flatMap(operatorAndValue),
  ];
}

const violation = (rule: string, path: string, message: string): Violation => ({
  rule: `cross_field.${rule}`,
  path,
  message,
});

function variantSum(filters: JsonObject): Violation[] {
  const variants = variantsOf(filters);
  const sum = variants.reduce((total, { value }) => total + Number(value.rollout_percentage ?? 0), 0);
  // Thirds do not add up to 100 in floating point.
  if (variants.length === 0 || Math.abs(sum - 100) < 0.01) return [];
  const message = `Variant rollout percentages must sum to 100, got ${Number(sum.toFixed(2))}.`;
  return [violation("variant_rollout_sum_not_100", "multivariate.variants", message)];
}

function variantsUnique(filters: JsonObject): Violation[] {
  const keys = variantKeys(filters);
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].sort();
  if (twice.length === 0) return [];
  const message = `Variant keys must be unique, duplicated: ${twice.join(", ")}.`;
  return [violation("variant_keys_not_unique", "multivariate.variants", message)];
}

function payloadKeys(filters: JsonObject): Violation[] {
  const keys = isObject(filters.payloads) ? Object.keys(filters.payloads) : [];
  if (isObject(filters.multivariate)) {
    const known = variantKeys(filters);
    return keys
      .filter((key) => !known.includes(key))
      .map((key) =>
        violation(
          "payload_key_not_a_variant",
          `payloads.${key}`,
          `Payload key '${key}' does not match any variant key.`,
        ),
      );
  }
  return keys
    .filter((key) => key !== "true")
    .map((key) =>
      violation(
        "payload_key_not_true",
        `payloads.${key}`,
        `Payload key '${key}' is invalid: boolean flags only support the 'true' key.`,
      ),
    );
}

function variantOverrides(filters: JsonObject): Violation[] {
  const known = variantKeys(filters);
  return groupsOf(filters)
    .filter(({ value }) => value.variant && !known.includes(String(value.variant)))
    .map(({ path, value }) =>
      violation(
        "group_variant_not_a_variant",
        `${path}.variant`,
        `Variant override '${String(value.variant)}' does not match any variant key.`,
      ),
    );
}

function propertyTypes(filters: JsonObject): Violation[] {
  return groupsOf(filters).flatMap((group) => {
    const own = group.value.aggregation_group_type_index;
    // A group that says nothing follows the flag; one that says null is about persons.
    const aggregation = own === undefined ? (filters.aggregation_group_type_index ?? null) : own;
    return propertiesOf(group).flatMap(({ path, value }) => {
      const { type, group_type_index: index } = value;
      if (aggregation === null) {
        const message = "Person-aggregated conditions can only use person, cohort, and flag properties.";
        const fits = type === "person" || type === "cohort" || type === "flag";
        return fits ? [] : [violation("person_aggregation_property_type", path, message)];
      }
      if (type !== "group") {
        const message = "Group-aggregated conditions can only use group properties.";
        return [violation("group_aggregation_property_type", path, message)];
      }
      const message = "Group properties must match the condition set's group type.";
      return index === aggregation ? [] : [violation("group_property_type_index_mismatch", path, message)];
    });
  });
}

const dateOperators = ["is_date_exact", "is_date_after", "is_date_before"];
const stringOperators = ["regex", "not_regex", "icontains", "not_icontains", "gt", "gte", "lt", "lte"];
const listOperators = ["icontains_multi", "not_icontains_multi"];

function operatorAndValue({ path, value: property }: Part): Violation[] {
  const { type, operator: sent, value = null } = property;
  const operator = String(sent ?? "exact");
  const found: Violation[] = [];
  const add = (rule: string, member: string, message: string) =>
    found.push(violation(rule, `${path}.${member}`, message));
  if (type === "flag" && operator !== "flag_evaluates_to") {
    add(
      "flag_property_requires_flag_evaluates_to",
      "operator",
      "Flag properties must use the 'flag_evaluates_to' operator.",
    );
  }
  if ((operator === "in" || operator === "not_in") && type !== "cohort") {
    add("in_not_in_requires_cohort", "operator", `Operator ${operator} is only supported on cohort properties.`);
  }
  if (dateOperators.includes(operator) && !isDate(value)) {
    add("date_value_not_parseable", "value", `Invalid date value: ${String(value)}.`);
  }
  if (stringOperators.includes(operator) && typeof value !== "string") {
    add("operator_requires_string_value", "value", `Operator ${operator} requires a string value.`);
  }
  if (listOperators.includes(operator) && !Array.isArray(value)) {
    add("operator_requires_list_value", "value", `Operator ${operator} requires a list of values.`);
  }
  if (operator.startsWith("semver_") && !isSemver(value, operator)) {
    const message =
      typeof value === "string"
        ? `Invalid semver value for operator ${operator}: ${value}.`
        : `Invalid value for operator ${operator}: expected a semver string.`;
    add("semver_value_invalid", "value", message);
  }
  return found;
}

function isDate(value: Json): boolean {
  if (typeof value !== "string") return false;
  return /^-?\d+[hdwmy]$/.test(value) || !Number.isNaN(Date.parse(value));
}

function isSemver(value: Json, operator: string): boolean {
  if (typeof value !== "string") return false;
  const version = operator === "semver_wildcard" ? value.replace(/[.*]+$/, "") : value;
  return /^v?\d+(\.\d+){0,2}([-+].*)?$/.test(version.trim());
}
