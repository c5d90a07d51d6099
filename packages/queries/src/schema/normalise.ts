import { isRef } from "@posthog-definitions/core";
import { withoutDefaults } from "./defaults.js";
import { migrated } from "./migrations.js";
import { placeholdersIn, variableHole } from "./variables.js";
import { isNode, isObject, type QueryNode } from "./wire.js";

/**
 * The one form in which queries are compared: what a file says and what PostHog keeps both pass through it. It drops what
 * the server stamps (`version`, results), what the UI pads (nulls, empty lists and objects, `math: "total"`, its caches
 * of names) and folds what has two spellings. Pure, idempotent, and total: what it does not know it keeps.
 */
export function normaliseQuery<T>(query: T): T {
  return (clean(query, "") ?? {}) as T;
}

/** The same for endpoints, which keep queries with every default filled in, and of SQL the variables that it names. */
export function normaliseEndpointQuery<T>(query: T): T {
  return withNamedVariables(normaliseQuery(withoutDefaults(normaliseQuery(query)))) as T;
}

function withNamedVariables(query: unknown): unknown {
  if (!isNode(query) || query.kind !== "HogQLQuery" || typeof query["query"] !== "string") return query;
  const { variables, ...rest } = query;
  const known = isObject(variables) ? variables : {};
  const names = placeholdersIn(query["query"]);
  if (names.length === 0) return rest;
  return { ...rest, variables: Object.fromEntries(names.map((name) => [name, known[name] ?? variableHole(name)])) };
}

type Fields = Record<string, unknown>;

/** Stamped on nodes by the server or left behind by a run. */
export const STAMPS: readonly string[] = ["version", "response", "result", "hogql", "is_cached"];

/** Members that hold the user's own data, in which an empty list or object means something. */
const OPAQUE = new Set(["value", "bytecode"]);

/** Lists of conditions, from which placeholders go. */
const CONDITIONS = new Set(["properties", "values", "event_filters", "eventProperties"]);

const COUNTED = new Set([
  "EventsNode",
  "ActionsNode",
  "GroupNode",
  "DataWarehouseNode",
  "FunnelsDataWarehouseNode",
  "LifecycleDataWarehouseNode",
  "ExperimentDataWarehouseNode",
]);

/** `undefined` stands for: as good as absent. */
function clean(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (OPAQUE.has(name) || typeof value !== "object" || isRef(value)) return value;
  if (Array.isArray(value)) return cleanList(value, name);
  const fields = cleanFields(value as Fields);
  const folded = name === "properties" ? flatIfPlain(fields) : fields;
  return Object.keys(folded).length === 0 || isEmptyCondition(fields) ? undefined : folded;
}

function cleanList(items: readonly unknown[], name: string): unknown {
  const cleaned = items.map((item) => clean(item, ""));
  // Elsewhere a place in a list means something (the third series is C), so an empty item keeps it.
  const kept = CONDITIONS.has(name)
    ? cleaned.filter((item) => item !== undefined)
    : cleaned.map((item, i) => item ?? items[i]);
  return kept.length === 0 ? undefined : kept;
}

function cleanFields(fields: Fields): Fields {
  const prepared = isNode(fields) ? prepareNode(fields) : prepareCondition(fields);
  const out: Fields = {};
  for (const [name, value] of Object.entries(prepared)) {
    const kept = isOwnData(prepared, name) ? value : clean(value, name);
    if (kept !== undefined && kept !== null) out[name] = kept;
  }
  return out;
}

/** Constants of a SQL query: every value counts, `null` too. */
const isOwnData = (fields: Fields, name: string): boolean => fields["kind"] === "HogQLQuery" && name === "values";

function prepareNode(node: QueryNode): Fields {
  const fields: Fields = { ...migrated(node) };
  for (const stamp of STAMPS) delete fields[stamp];
  if (COUNTED.has(node.kind) && fields["math"] === "total") delete fields["math"];
  if (node.kind === "HogQLQuery" && isObject(fields["values"]) && Object.keys(fields["values"]).length === 0)
    delete fields["values"];
  if (node.kind === "HogQLQuery" && isObject(fields["variables"]))
    fields["variables"] = byCodeName(fields["variables"]);
  for (const entity of ["targetEntity", "returningEntity"])
    if (isObject(fields["retentionFilter"]) && isObject(fields["retentionFilter"][entity]))
      fields["retentionFilter"] = {
        ...fields["retentionFilter"],
        [entity]: without(fields["retentionFilter"][entity], "uuid"),
      };
  return fields;
}

function prepareCondition(fields: Fields): Fields {
  const { type, key, operator } = fields;
  if (typeof key !== "string" && !isRef(key)) return fields;
  if (type === "cohort") return { ...without(fields, "cohort_name"), operator: operator ?? "in" };
  const named = type === "group" ? without(fields, "group_key_names") : fields;
  if (operator === "is_set" || operator === "is_not_set") return without(named, "value");
  return type === "event" ? { ...named, operator: operator ?? "exact" } : named;
}

const without = (fields: Fields, name: string): Fields => {
  const { [name]: _, ...rest } = fields;
  return rest;
};

/** Ids of variables differ between projects; PostHog finds them by their name in the query. */
function byCodeName(variables: Fields): Fields {
  return Object.fromEntries(
    Object.entries(variables).map(([key, entry]) => {
      if (!isObject(entry) || typeof entry["code_name"] !== "string") return [key, entry];
      const { isNull, ...rest } = entry;
      return [
        entry["code_name"],
        { ...rest, ...variableHole(entry["code_name"]), ...(isNull === true ? { isNull } : {}) },
      ];
    }),
  );
}

/** `{}`, the placeholder `{ type: "empty" }`, and a group of no conditions. */
const isEmptyCondition = (fields: Fields): boolean => {
  const names = Object.keys(fields);
  return names.length === 1 && (fields["type"] === "empty" || fields["type"] === "AND" || fields["type"] === "OR");
};

/** The UI writes a list of conditions as a group of one group; both mean the same. */
function flatIfPlain(fields: Fields): Fields | readonly unknown[] {
  const [only, ...more] = Array.isArray(fields["values"]) ? (fields["values"] as unknown[]) : [];
  const inner = isObject(only) && only["type"] === "AND" && Array.isArray(only["values"]) ? only["values"] : undefined;
  const leaves = inner?.every((item) => !(isObject(item) && "values" in item));
  return more.length === 0 && inner !== undefined && leaves ? inner : fields;
}
