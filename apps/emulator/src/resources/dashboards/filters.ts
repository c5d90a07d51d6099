import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Switches } from "../../switches.js";
import { invalid } from "../../server/errors.js";
import { jsonb } from "../../store/jsonb.js";

/**
 * Checks and normalises the `filters` of a dashboard, or the `filters_overrides` of a tile: `properties` has to be a
 * flat list, and groups of type AND are flattened into one.
 *
 * Source: `PostHog/posthog: products/dashboards/backend/api/test/test_dashboard_filters_validation.py`.
 */
export function normalFilters(value: Json, attr: string, mode: Switches["dashboardFilters"]): JsonObject {
  if (!isObject(value)) throw invalid("Filters must be a dictionary", attr);
  if (mode === "verbatim" || value.properties === undefined || value.properties === null) return jsonb(value);
  return jsonb({ ...value, properties: flatten(value.properties, attr) });
}

function flatten(properties: Json, attr: string): Json[] {
  if (Array.isArray(properties)) return properties;
  if (isObject(properties) && properties.type === "AND" && Array.isArray(properties.values)) {
    return properties.values.flatMap((value) => (isGroup(value) ? flatten(value, attr) : [value]));
  }
  throw invalid("filters.properties must be a flat list of property filters", attr);
}

const isGroup = (value: Json): boolean => isObject(value) && Array.isArray(value.values);

/** Checks `breakdown_colors`: `null`, or a list of objects that name a value and a colour. */
export function checkBreakdownColors(value: Json, attr: string): Json {
  if (value === null) return null;
  if (!Array.isArray(value) || !value.every(isBreakdownColor)) {
    throw invalid("breakdown_colors must be a list of objects with breakdownValue and colorToken", attr);
  }
  return jsonb(value);
}

/** Entries that are stored in another form, by an older server or by the UI, are left out on read. */
export const readableBreakdownColors = (stored: Json): Json =>
  Array.isArray(stored) ? stored.filter(isBreakdownColor) : stored;

function isBreakdownColor(entry: Json): boolean {
  return (
    isObject(entry) &&
    typeof entry.breakdownValue === "string" &&
    (entry.colorToken === null || typeof entry.colorToken === "string")
  );
}
