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

/** Variables: pages by number, 500 to a page; deleted for good. */
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
    return created(show(call.table(insightVariables).insert({ ...made, ...byType({ ...blank, ...sent }) })));
  },
  update: (call) => {
    const before = find(call);
    const sent = parseFields(fields, call.data, true);
    return ok(show(call.table(insightVariables).put({ ...before, ...byType({ ...before, ...sent }) })));
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

/** What only a list may have is taken from the others; a list's values become texts. */
function byType({ name, type, default_value, values, is_multi, ...rest }: Content): Content {
  const alone = { is_multi: false, values_query: null, values_query_connection_id: null };
  if (type !== "List") return { name, type, default_value, values, ...alone };
  const query = rest.values_query?.trim() ? rest.values_query : null;
  return {
    name,
    type,
    default_value: listDefault(default_value, is_multi),
    values: Array.isArray(values) ? texts(values) : [],
    is_multi,
    values_query: query,
    values_query_connection_id: query === null ? null : rest.values_query_connection_id,
  };
}

function listDefault(value: Json, multi: boolean): Json {
  if (!multi) return value === null || typeof value === "object" ? value : String(value);
  if (value === null) return [];
  return texts(Array.isArray(value) ? value : [value]);
}

function texts(values: readonly Json[]): string[] {
  if (values.some((value) => typeof value === "object" && value !== null))
    throw invalid("Values must be strings, numbers or booleans.", "values");
  return values.filter((value) => value !== null).map(String);
}

const own = (call: Call): InsightVariableDocument[] => call.table(insightVariables).where({ project: call.project.id });

function find(call: Call): InsightVariableDocument {
  const variable = own(call).find((each) => each.id === call.param("id"));
  if (!variable) throw notFound();
  return variable;
}

const show = ({ project: _, ...variable }: InsightVariableDocument): JsonObject => ({ ...variable });

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
