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
}

const withoutValue = ["is_set", "is_not_set"];
const dateOperators = ["is_date_exact", "is_date_before", "is_date_after"];

const rules: Readonly<Record<string, LeafRule>> = {
  person: { keys: personKeys, required: ["value", "operator"] },
  person_metadata: { keys: personKeys, required: ["value", "operator"] },
  cohort: { keys: ["type", "key", "value", "negation", "operator"], required: ["value"] },
  behavioral: { keys: behavioralKeys, required: ["event_type"] },
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
    return { type: node.type, values: node.values.map((value) => normalise(value, attr)) };
  }
  const leaf = Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null)) as JsonObject;
  checkLeaf(leaf, attr);
  const { bytecode: _1, bytecode_error: _2, conditionHash: _3, ...sent } = leaf;
  const condition = { negation: false, ...sent };
  // Whether the server can compile a condition is its own business; any stable value tells the clients to ignore it.
  const hash = createHash("sha256")
    .update(JSON.stringify(jsonb(condition)))
    .digest("hex")
    .slice(0, 16);
  return { ...condition, bytecode: ["_H", 1, hash], conditionHash: hash };
}

function checkLeaf(leaf: JsonObject, attr: string): void {
  const type = String(leaf.type);
  const rule = rules[type];
  if (!rule) throw invalid(`Invalid filter type '${type}'`, attr);
  const stranger = Object.keys(leaf).find((key) => !rule.keys.includes(key) && !ownedByServer.includes(key));
  if (stranger) throw invalid(`Extra inputs are not permitted: ${stranger}`, attr);
  const needed = withoutValue.includes(String(leaf.operator)) ? ["operator"] : rule.required;
  const missing = needed.filter((key) => leaf[key] === undefined);
  if (missing.length > 0) throw invalid(`Missing required keys for ${type} filter: ${missing.join(", ")}`, attr);
  if (typeof (leaf.negation ?? false) !== "boolean") throw invalid("Input should be a valid boolean", attr);
  if (leaf.operator_value !== undefined && !Number.isInteger(leaf.operator_value)) {
    throw invalid("operator_value: Input should be a valid integer", attr);
  }
  const isDate = dateOperators.includes(String(leaf.operator));
  if (isDate && !/^-?\d+[hdwmy]$/.test(String(leaf.value)) && Number.isNaN(Date.parse(String(leaf.value)))) {
    throw invalid(`Invalid date value '${String(leaf.value)}' for operator '${String(leaf.operator)}'.`, attr);
  }
}
