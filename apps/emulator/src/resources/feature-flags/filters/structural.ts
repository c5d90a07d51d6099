import { isObject, type Json, type JsonObject } from "../../../json.js";
import { allProperties, groupsOf, variantsOf, type Part } from "./parts.js";
import type { Violation } from "./violation.js";

/** What a member of `filters` has to be. Answers the code and the text of what is wrong. */
type Check = (value: Json) => readonly [code: string, message: string] | undefined;

interface Member {
  readonly check: Check;
  readonly required?: boolean;
  /** Whether `null` is fine. Default: true. */
  readonly nullable?: boolean;
}

const anything: Check = () => undefined;
const string: Check = (value) => (typeof value === "string" ? undefined : ["invalid", "Not a valid string."]);
const boolean: Check = (value) => (typeof value === "boolean" ? undefined : ["invalid", "Must be a valid boolean."]);
const integer: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) ? undefined : ["invalid", "A valid integer is required."];

const percentage: Check = (value) => {
  if (typeof value !== "number") return ["invalid", "A valid number is required."];
  if (value < 0) return ["min_value", "Ensure this value is greater than or equal to 0."];
  return value > 100 ? ["max_value", "Ensure this value is less than or equal to 100."] : undefined;
};

const MAX_VARIANT_KEY = 400;

const variantKey: Check = (value) => {
  if (typeof value !== "string") return ["invalid", "Not a valid string."];
  if (value === "") return ["blank", "This field may not be blank."];
  if (value.length > MAX_VARIANT_KEY) {
    return ["max_length", `Ensure this field has no more than ${MAX_VARIANT_KEY} characters.`];
  }
  if (/^[a-zA-Z0-9_./-]+$/.test(value)) return undefined;
  return ["invalid", "Only letters, numbers, hyphens (-), underscores (_), dots (.) & slashes (/) are allowed."];
};

type Members = Readonly<Record<string, Member>>;

const property: Members = {
  key: { check: anything, required: true },
  value: { check: anything },
  type: { check: string, required: true },
  operator: { check: string },
  group_type_index: { check: integer },
  negation: { check: boolean },
  label: { check: string },
  cohort_name: { check: string },
  group_key_names: { check: anything },
};

const group: Members = {
  properties: { check: anything },
  rollout_percentage: { check: percentage },
  variant: { check: string },
  aggregation_group_type_index: { check: integer },
  description: { check: string },
  sort_key: { check: anything },
  exposure_frozen: { check: boolean },
  exposure_frozen_cohort: { check: integer },
};

const variant: Members = {
  key: { check: variantKey, required: true, nullable: false },
  name: { check: string },
  rollout_percentage: { check: percentage, required: true, nullable: false },
  description: { check: string },
};

const holdout: Members = {
  id: { check: integer, required: true, nullable: false },
  exclusion_percentage: { check: percentage, required: true, nullable: false },
};

const top: Members = {
  groups: { check: anything },
  multivariate: { check: anything },
  payloads: { check: anything },
  aggregation_group_type_index: { check: integer },
  feature_enrollment: { check: boolean },
  holdout: { check: anything },
  early_exit: { check: boolean },
};

/**
 * Checks the shape of `filters` member by member.
 *
 * Source: `PostHog/posthog: products/feature_flags/backend/api/filters_schema.py`.
 */
export function structuralViolations(filters: JsonObject): Violation[] {
  const noVariants = isObject(filters.multivariate) && variantsOf(filters).length === 0;
  return [
    ...checkMembers({ path: "", value: filters }, top),
    ...groupsOf(filters).flatMap((part) => checkMembers(part, group)),
    ...allProperties(filters).flatMap((part) => checkMembers(part, property)),
    ...(noVariants ? [violation("multivariate.variants", ["empty", "This list may not be empty."])] : []),
    ...variantsOf(filters).flatMap((part) => checkMembers(part, variant)),
    ...(isObject(filters.holdout) && Object.keys(filters.holdout).length > 0
      ? checkMembers({ path: "holdout", value: filters.holdout }, holdout)
      : []),
  ];
}

/** What remains of `filters` once every rule is enforced: keys that nobody declared are dropped. */
export function withoutUnknownKeys(filters: JsonObject): JsonObject {
  const known = pick(filters, top);
  if (Array.isArray(known.groups)) {
    known.groups = known.groups.map((each) => {
      const kept = pick(each as JsonObject, group);
      const { properties } = kept;
      return Array.isArray(properties)
        ? { ...kept, properties: properties.map((item) => pick(item as JsonObject, property)) }
        : kept;
    });
  }
  if (isObject(known.multivariate)) {
    const variants = variantsOf(known).map(({ value }) => pick(value, variant));
    known.multivariate = { variants };
  }
  return known;
}

const pick = (value: JsonObject, members: Members): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(members, key)));

function checkMembers({ path, value }: Part, members: Members): Violation[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  return Object.entries(members).flatMap(([name, { check, required, nullable = true }]) => {
    const member = value[name];
    if (member === undefined) return required ? [violation(at(name), ["required", "This field is required."])] : [];
    if (member === null) return nullable ? [] : [violation(at(name), ["null", "This field may not be null."])];
    const wrong = check(member);
    return wrong ? [violation(at(name), wrong)] : [];
  });
}

const violation = (path: string, [code, message]: readonly [string, string]): Violation => ({
  rule: `structural.${path.replace(/\[\d+\]/g, "[]")}.${code}`,
  path,
  message,
});
