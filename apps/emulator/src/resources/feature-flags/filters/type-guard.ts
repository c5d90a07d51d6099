import { isObject, pythonType, type Json, type JsonObject } from "../../../json.js";
import { invalid } from "../../../server/errors.js";

/**
 * The rough check of types that PostHog keeps while its structural rules are rolled out; it holds whatever the rules'
 * switch says.
 *
 * Source: `PostHog/posthog: products/feature_flags/backend/api/feature_flag.py`.
 */
export function guardTypes(filters: JsonObject): void {
  guardInteger(filters.aggregation_group_type_index, "aggregation_group_type_index");
  const { groups, multivariate, payloads, holdout, early_exit } = filters;
  if (groups !== undefined && !Array.isArray(groups)) refuse(`groups must be a list, got ${pythonType(groups)}`);
  if (Array.isArray(groups)) groups.forEach((group, index) => guardGroup(group, `groups[${index}]`));
  guardVariants(multivariate);
  if (payloads !== undefined && payloads !== null) guardPayloads(payloads);
  guardHoldout(holdout);
  if (early_exit !== undefined && early_exit !== null && typeof early_exit !== "boolean") {
    refuse(`early_exit must be a boolean or null, got ${pythonType(early_exit)}`);
  }
}

export const operators = new Set<Json>(
  `exact is_not icontains not_icontains icontains_multi not_icontains_multi regex not_regex gt gte lt lte is_set is_not_set
   is_date_exact is_date_after is_date_before in not_in flag_evaluates_to semver_eq semver_neq semver_gt semver_gte
   semver_lt semver_lte semver_tilde semver_caret semver_wildcard`.split(/\s+/),
);

const propertyTypes: readonly Json[] = ["person", "cohort", "group", "flag"];

function refuse(message: string): never {
  throw invalid(message, "filters");
}

function guardGroup(group: Json, path: string): void {
  if (!isObject(group)) refuse(`${path} must be a dictionary, got ${pythonType(group)}`);
  const { variant, properties } = group;
  if (variant !== undefined && variant !== null && typeof variant !== "string") {
    refuse(`${path}.variant must be a string or null, got ${pythonType(variant)}`);
  }
  guardPercentage(group.rollout_percentage, `${path}.rollout_percentage`);
  guardInteger(group.aggregation_group_type_index, `${path}.aggregation_group_type_index`);
  if (properties === undefined || properties === null) return;
  if (!Array.isArray(properties)) refuse(`${path}.properties must be a list, got ${pythonType(properties)}`);
  properties.forEach((property, index) => guardProperty(property, `${path}.properties[${index}]`));
}

function guardProperty(property: Json, path: string): void {
  if (!isObject(property)) refuse(`${path} must be a dictionary, got ${pythonType(property)}`);
  const { key, type, operator } = property;
  const hasKey = (typeof key === "string" && key !== "") || typeof key === "number";
  if (!hasKey) refuse(`${path}.key: a property key is required`);
  if (!propertyTypes.includes(type ?? null)) refuse(`${path}.type: invalid property type`);
  if (operator !== undefined && operator !== null && !operators.has(operator)) {
    refuse(`${path}.operator: unsupported operator for feature flags`);
  }
}

function guardVariants(multivariate: Json | undefined): void {
  if (multivariate === undefined || multivariate === null) return;
  if (!isObject(multivariate)) refuse(`multivariate must be a dictionary or null, got ${pythonType(multivariate)}`);
  const { variants } = multivariate;
  if (variants === undefined) return;
  if (!Array.isArray(variants)) refuse("multivariate.variants must be a list");
  variants.forEach((variant, index) => {
    const path = `multivariate.variants[${index}]`;
    if (!isObject(variant)) refuse(`${path} must be a dictionary, got ${pythonType(variant)}`);
    if (typeof variant.key !== "string") refuse(`${path}.key must be a string`);
    guardPercentage(variant.rollout_percentage, `${path}.rollout_percentage`);
  });
}

function guardPayloads(payloads: Json): void {
  if (!isObject(payloads)) refuse("Payloads must be passed as a dictionary");
  for (const [key, value] of Object.entries(payloads)) {
    if (typeof value === "string" && !isJson(value)) refuse(`Payload for key '${key}' is not valid JSON.`);
  }
}

function guardHoldout(holdout: Json | undefined): void {
  if (!isObject(holdout) || Object.keys(holdout).length === 0) return;
  if (typeof holdout.id !== "number" || !Number.isInteger(holdout.id)) refuse("holdout.id must be an integer");
  if (typeof holdout.exclusion_percentage !== "number") refuse("holdout.exclusion_percentage must be a number");
}

function guardPercentage(value: Json | undefined, path: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "number") refuse(`${path} must be a number or null, got ${pythonType(value)}`);
  if (value < 0 || value > 100) refuse(`${path} must be between 0 and 100, got ${value}`);
}

function guardInteger(value: Json | undefined, path: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "number" || !Number.isInteger(value)) {
    refuse(`${path} must be an integer or null, got ${pythonType(value)}`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
