import { createHash } from "node:crypto";
import { isObject, type Json, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { jsonb } from "../../store/jsonb.js";

const personKeys = ["type", "key", "operator", "value", "negation"];
const ownedByServer = ["bytecode", "bytecode_error", "conditionHash"];

const behavioralKeys = [
  "type",
  "key",
  "value",
  "event_type",
  "negation",
  "time_value",
  "time_interval",
  "operator",
  "operator_value",
  "seq_time_interval",
  "seq_time_value",
  "seq_event",
  "seq_event_type",
  "total_periods",
  "min_periods",
  "event_filters",
  "explicit_datetime",
  "explicit_datetime_to",
];

interface LeafRule {
  readonly keys: readonly string[];
  readonly required: readonly string[];
  /** Keys whose value must be a whole number; digits as text become one. */
  readonly integers?: readonly string[];
}

const withoutValue = ["is_set", "is_not_set"];
const dateOperators = ["is_date_exact", "is_date_before", "is_date_after"];

/** `null` counts as absent. Source: `PostHog/posthog: posthog/api/cohort.py`. */
const rules: Readonly<Record<string, LeafRule>> = {
  person: { keys: personKeys, required: ["value", "operator"] },
  person_metadata: { keys: personKeys, required: ["value", "operator"] },
  cohort: { keys: ["type", "key", "value", "negation"], required: ["key", "value"], integers: ["value"] },
  behavioral: {
    keys: behavioralKeys,
    required: ["key", "value", "event_type"],
    integers: ["time_value", "operator_value", "seq_time_value", "total_periods", "min_periods"],
  },
};

const eventFilters: Readonly<Record<string, LeafRule>> = {
  event: { keys: ["type", "key", "value", "operator"], required: ["key", "value"] },
  element: { keys: ["type", "key", "value", "operator"], required: ["key", "value"] },
  hogql: { keys: ["type", "key", "value"], required: ["key"] },
};

/**
 * Checks the criteria of a cohort and puts them into the stored form: `null`s go, every condition says whether it is
 * negated, and carries what the server compiled it to.
 *
 * Source: `PostHog/posthog: posthog/api/cohort.py`.
 */
export function normalCriteria(filters: Json, attr = "filters"): JsonObject {
  const properties = isObject(filters) ? filters.properties : undefined;
  if (!isObject(properties) || !("type" in properties) || !Array.isArray(properties.values)) {
    throw invalid("Must contain a 'properties' key with type and values", attr);
  }
  return jsonb({ properties: normalise(properties, attr) });
}

function normalise(node: Json, attr: string): JsonObject {
  if (!isObject(node)) throw invalid("Must contain a 'properties' key with type and values", attr);
  if (Array.isArray(node.values)) {
    if (node.type !== "AND" && node.type !== "OR") throw invalid(`Invalid group type '${String(node.type)}'`, attr);
    refuseStrangers(node, ["type", "values"], attr);
    return { type: node.type, values: node.values.map((value) => normalise(value, attr)) };
  }
  const leaf = checkedLeaf(present(node), attr);
  const { bytecode: _1, bytecode_error: _2, conditionHash: _3, ...sent } = leaf;
  const condition = { negation: false, ...sent };
  // Whether the server can compile a condition is its own business; any stable value tells the clients to ignore it.
  if (uncompiled.includes(String(leaf.value)))
    return { ...condition, bytecode_error: "Unsupported behavioral filter for realtime bytecode" };
  const hash = createHash("sha256")
    .update(JSON.stringify(jsonb(condition)))
    .digest("hex")
    .slice(0, 16);
  return { ...condition, bytecode: ["_H", 1, hash], conditionHash: hash };
}

/** Conditions that the server has no bytecode for. */
const uncompiled = ["performed_event_sequence", "performed_event_regularly"];

const present = (node: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null));

function refuseStrangers(node: JsonObject, known: readonly string[], attr: string): void {
  const stranger = Object.keys(node).find((key) => !known.includes(key));
  if (stranger) throw invalid(`Extra inputs are not permitted: ${stranger}`, attr);
}

function checkedLeaf(leaf: JsonObject, attr: string): JsonObject {
  const type = String(leaf.type);
  const rule = rules[type];
  if (!rule) throw invalid(`Invalid filter type '${type}'`, attr);
  refuseStrangers(leaf, [...rule.keys, ...ownedByServer], attr);
  const needed = withoutValue.includes(String(leaf.operator)) ? ["operator"] : rule.required;
  const missing = needed.filter((key) => leaf[key] === undefined);
  if (missing.length > 0) {
    // Of a person's condition all are named, of the others the first.
    const named = rule.keys === personKeys ? missing : missing.slice(0, 1);
    throw invalid(`Missing required keys for ${type} filter: ${named.join(", ")}`, attr);
  }
  if (type === "cohort" && leaf.key !== "id") throw invalid("key: Input should be 'id'", attr);
  if (typeof (leaf.negation ?? false) !== "boolean") throw invalid("Input should be a valid boolean", attr);
  checkDate(leaf, attr);
  const numbers = (rule.integers ?? []).filter((key) => leaf[key] !== undefined);
  return {
    ...leaf,
    ...Object.fromEntries(numbers.map((key) => [key, whole(leaf[key]!, key, attr)])),
    ...(leaf.event_filters === undefined ? {} : { event_filters: checkedEventFilters(leaf.event_filters, attr) }),
  };
}

function whole(value: Json, key: string, attr: string): number {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (!Number.isInteger(number)) throw invalid(`${key}: Input should be a valid integer`, attr);
  return number as number;
}

function checkedEventFilters(filters: Json, attr: string): Json[] {
  if (!Array.isArray(filters)) throw invalid("event_filters: Input should be a valid list", attr);
  return filters.map((each) => {
    const filter = isObject(each) ? present(each) : {};
    const rule = eventFilters[String(filter.type)];
    if (!rule) throw invalid("event_filters: Input should be 'event', 'element' or 'hogql'", attr);
    refuseStrangers(filter, rule.keys, attr);
    const missing = rule.required.find((key) => filter[key] === undefined);
    if (missing) throw invalid(`event_filters: Field required: ${missing}`, attr);
    return filter;
  });
}

function checkDate(leaf: JsonObject, attr: string): void {
  const isDate = dateOperators.includes(String(leaf.operator));
  if (isDate && !/^-?\d+[hdwmy]$/.test(String(leaf.value)) && Number.isNaN(Date.parse(String(leaf.value)))) {
    throw invalid(
      `Invalid date value '${String(leaf.value)}' for operator '${String(leaf.operator)}'. ` +
        "Expected a relative date (e.g., '-7d', '30d') or an ISO 8601 date (e.g., '2024-01-15').",
      attr,
    );
  }
}
