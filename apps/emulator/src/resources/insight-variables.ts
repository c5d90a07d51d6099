import { isObject, type Json, type JsonObject } from "../json.js";
import { created, noContent, ok } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { invalid, notFound } from "../server/errors.js";
import { boolean, choice, json, parseFields, text } from "../server/fields.js";
import { numberedPage } from "../server/paging.js";
import { defineTable } from "../store/table.js";
import { defineResource } from "./define.js";

/** A variable of SQL insights. */
export interface InsightVariableDocument {
  id: string;
  project: number;
  name: string;
  code_name: string;
  type: string;
  default_value: Json;
  values: Json;
  is_multi: boolean;
  values_query: string | null;
  values_query_connection_id: string | null;
  created_at: string;
  created_by: number;
}

export const insightVariables = defineTable<InsightVariableDocument>("insight_variables", {
  ids: "uuid",
  indexes: ["project", "code_name"],
});

const fields = {
  name: text({ required: true, max: 400 }),
  type: choice(["String", "Number", "Boolean", "List", "Date"], { required: true }),
  default_value: json({ nullable: true }),
  values: json({ nullable: true }),
  is_multi: boolean(),
  values_query: text({ blank: true, nullable: true }),
  values_query_connection_id: text({ blank: true, nullable: true }),
};

/**
 * Variables: pages by number, 500 to a page; deleted for good.
 *
 * Source: `PostHog/posthog: products/product_analytics/backend/api/insight_variable.py`.
 */
export const insightVariablesResource = defineResource({
  path: "insight_variables",
  scope: "insight_variable",
  tables: [insightVariables],
  list: (call) => ok(numberedPage(call, own(call), show, 500)),
  retrieve: (call) => ok(show(find(call))),
  create: (call) => {
    const sent = parseFields(fields, call.data);
    const code_name = codeNameOf(sent.name ?? "");
    if (own(call).some((each) => each.code_name === code_name))
      throw invalid("Variable with this code name already exists");
    const made = { project: call.project.id, code_name, created_at: call.now, created_by: call.user.id };
    return created(show(call.table(insightVariables).insert({ ...made, ...byType(blank, sent, true) })));
  },
  update: (call) => {
    const before = find(call);
    const sent = parseFields(fields, call.data, true);
    return ok(show(call.table(insightVariables).put({ ...before, ...byType(before, sent, false) })));
  },
  destroy: (call) => {
    call.table(insightVariables).remove(find(call).id);
    return noContent();
  },
});

type Content = Pick<
  InsightVariableDocument,
  "name" | "type" | "default_value" | "values" | "is_multi" | "values_query" | "values_query_connection_id"
>;
const blank: Content = {
  name: "",
  type: "String",
  default_value: null,
  values: null,
  is_multi: false,
  values_query: null,
  values_query_connection_id: null,
};

/** Made once, from the name as it is then: letters, digits, spaces and underscores; a rename does not change it. */
const codeNameOf = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}_ ]/gu, "")
    .replace(/ /g, "_")
    .toLowerCase();

/**
 * What only a list may have is taken from the others, and what a list has becomes texts, as far as it was sent: the rest
 * stays as it is stored.
 */
function byType(before: Content, sent: Partial<Content>, isNew: boolean): Content {
  const next = { ...before, ...sent };
  if (next.type !== "List") return { ...next, is_multi: false, values_query: null, values_query_connection_id: null };
  if (sent.values !== undefined) next.values = Array.isArray(sent.values) ? listValues(sent.values) : [];
  if (sent.default_value === undefined && isNew) next.default_value = next.is_multi ? [] : null;
  else if (sent.default_value !== undefined || sent.is_multi !== undefined)
    next.default_value = listDefault(next.default_value, next.is_multi);
  if (!next.values_query?.trim()) next.values_query = null;
  if (next.values_query === null) next.values_query_connection_id = null;
  return next;
}

function listDefault(value: Json, multi: boolean): Json {
  if (multi) return texts(Array.isArray(value) ? value : [value]);
  const one = Array.isArray(value) ? (value[0] ?? null) : value;
  return textOf(one) ?? "";
}

function listValues(values: readonly Json[]): string[] {
  const wrong = values.findIndex((value) => typeof value === "object" && value !== null);
  if (wrong >= 0)
    throw invalid(
      `List variable values must be strings or numbers (got ${isObject(values[wrong]) ? "an object" : "an array"} ` +
        `at index ${wrong}). Enter each value as plain text or a number.`,
      "values",
    );
  return texts(values);
}

const texts = (values: readonly Json[]): string[] => values.map(textOf).filter((text): text is string => text !== null);

/** How a value reads in a list: an object by its `value` or `label`; `null` for nothing. */
function textOf(value: Json): string | null {
  if (value === null) return null;
  if (!isObject(value)) return Array.isArray(value) ? JSON.stringify(value) : String(value);
  const inner = [value.value, value.label].find(
    (each) => each !== null && each !== undefined && typeof each !== "object",
  );
  return inner === undefined ? JSON.stringify(value) : String(inner);
}

const own = (call: Call): InsightVariableDocument[] => call.table(insightVariables).where({ project: call.project.id });

function find(call: Call): InsightVariableDocument {
  const variable = own(call).find((each) => each.id === call.param("id"));
  if (!variable) throw notFound();
  return variable;
}

/** A list reads as texts, whatever is stored. */
function show({ project: _, ...variable }: InsightVariableDocument): JsonObject {
  if (variable.type !== "List") return { ...variable };
  const { values, default_value, is_multi } = variable;
  return {
    ...variable,
    values: Array.isArray(values) ? texts(values) : [],
    default_value: is_multi ? listDefault(default_value, true) : textOf(default_value),
  };
}

/**
 * A map of variables as an insight or a dashboard shows it: each entry is matched by `code_name` to a variable of the
 * project and keyed by that variable's id. Entries whose variable is gone are left out; they stay stored.
 */
export function currentVariables(call: Call, stored: JsonObject): JsonObject {
  const known = own(call);
  const current: JsonObject = {};
  for (const entry of Object.values(stored)) {
    if (!isObject(entry)) continue;
    const variable = known.find((each) => each.code_name === entry.code_name);
    if (variable) current[variable.id] = { ...entry, variableId: variable.id };
  }
  return current;
}
