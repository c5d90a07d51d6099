import { isObject, type Json, type JsonObject } from "../../../json.js";

const aliases: Readonly<Record<string, string>> = { min: "gte", max: "lte" };

/** Spellings that PostHog rewrites before it checks anything: operator aliases, numeric keys, payloads that are no text. */
export function canonical(filters: JsonObject): JsonObject {
  const { super_groups: _legacy, holdout_groups: _older, ...kept } = filters;
  const canonicalised: JsonObject = { ...kept };
  if (Array.isArray(kept.groups)) canonicalised.groups = kept.groups.map(canonicalGroup);
  if (isObject(kept.payloads)) {
    const encoded = Object.entries(kept.payloads).map(([key, value]) => [key, encodePayload(value)]);
    canonicalised.payloads = Object.fromEntries(encoded) as JsonObject;
  }
  return canonicalised;
}

const encodePayload = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

function canonicalGroup(group: Json): Json {
  if (!isObject(group)) return group;
  const { properties } = group;
  if (properties === undefined || properties === null) return { ...group, properties: [] };
  return Array.isArray(properties) ? { ...group, properties: properties.map(canonicalProperty) } : group;
}

function canonicalProperty(property: Json): Json {
  if (!isObject(property)) return property;
  const { operator, key } = property;
  return {
    ...property,
    ...(typeof key === "number" ? { key: String(key) } : {}),
    ...(typeof operator === "string" && aliases[operator] ? { operator: aliases[operator] } : {}),
  };
}

/**
 * What is stored: every group says what it aggregates by, and so does the flag if it has a group: the groups' common
 * value, or `null` when they differ. A group that said nothing takes the flag's value.
 */
export function withAggregation(filters: JsonObject): JsonObject {
  if (!Array.isArray(filters.groups) || filters.groups.length === 0) return filters;
  const ofFlag = filters.aggregation_group_type_index ?? null;
  const groups = filters.groups.map((group) => ({ aggregation_group_type_index: ofFlag, ...(group as JsonObject) }));
  const indexes = new Set(groups.map((group) => group.aggregation_group_type_index));
  const common = indexes.size === 1 ? [...indexes][0]! : null;
  return { ...filters, groups, aggregation_group_type_index: common };
}
