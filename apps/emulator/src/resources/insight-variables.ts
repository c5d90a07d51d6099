import { isObject, type JsonObject } from "../json.js";
import type { Call } from "../server/call.js";
import { defineTable } from "../store/table.js";

/** A variable of SQL insights. */
export interface InsightVariableDocument {
  id: string;
  project: number;
  name: string;
  code_name: string;
}

export const insightVariables = defineTable<InsightVariableDocument>("insight_variables", {
  ids: "uuid",
  indexes: ["project", "code_name"],
});

/**
 * A map of variables as an insight or a dashboard shows it: each entry is matched by `code_name` to a variable of the
 * project and keyed by that variable's id. Entries whose variable is gone are left out; they stay stored.
 */
export function currentVariables(call: Call, stored: JsonObject): JsonObject {
  const known = call.table(insightVariables).where({ project: call.project.id });
  const current: JsonObject = {};
  for (const entry of Object.values(stored)) {
    if (!isObject(entry)) continue;
    const variable = known.find((each) => each.code_name === entry.code_name);
    if (variable) current[variable.id] = { ...entry, variableId: variable.id };
  }
  return current;
}
