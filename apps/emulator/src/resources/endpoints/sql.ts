import { isObject, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { insightVariables } from "../insight-variables.js";

/**
 * A SQL query as PostHog makes it before it is checked: its variables are those that the SQL names. Others go, missing
 * ones come from the project, and one without a value gets its variable's own.
 *
 * Source: `PostHog/posthog: products/endpoints/backend/logic/validation.py`.
 */
export function withItsVariables(call: Call, query: JsonObject): JsonObject {
  const names = placeholders(String(query.query));
  if (names.length === 0) return { ...query, variables: null };
  const known = call.table(insightVariables).where({ project: call.project.id });
  const synced: JsonObject = {};
  const there = new Set<string>();
  for (const [id, entry] of Object.entries(isObject(query.variables) ? query.variables : {})) {
    if (!isObject(entry) || !names.includes(String(entry.code_name))) continue;
    const variable = known.find((each) => each.id === entry.variableId);
    const isEmpty = (entry.value ?? null) === null && entry.isNull !== true;
    synced[id] =
      isEmpty && variable
        ? { ...entry, value: variable.default_value, isNull: variable.default_value === null }
        : entry;
    there.add(String(entry.code_name));
  }
  for (const { id, code_name, default_value } of known)
    if (names.includes(code_name) && !there.has(code_name))
      synced[id] = { variableId: id, code_name, value: default_value, isNull: default_value === null };
  return { ...query, variables: Object.keys(synced).length > 0 ? synced : null };
}

/** @throws 400 at `query`, as PostHog says what is wrong with SQL and its variables. */
export function checkSql(call: Call, query: JsonObject): void {
  if (query.connectionId)
    throw invalid(
      "Endpoints can't query a direct connection. Switch the connection to PostHog (ClickHouse) and query a synced table instead.",
      "query",
    );
  const wrong = syntaxError(String(query.query));
  if (wrong !== undefined) throw invalid(`Invalid HogQL query: ${wrong}`, "query");
  const names = placeholders(String(query.query));
  if (names.length === 0) return;
  const variables = isObject(query.variables) ? query.variables : {};
  const defined = Object.values(variables).map((entry) => isObject(entry) && entry.code_name);
  const missing = names.filter((name) => !defined.includes(name)).sort();
  if (missing.length > 0)
    throw invalid(
      `Query references undefined variable(s): ${missing.join(", ")}. See https://posthog.com/docs/endpoints/variables for detail.`,
      "query",
    );
  const ids = Object.keys(variables).sort();
  const odd = ids.filter((id) => !UUID.test(id));
  if (odd.length > 0) throw invalid(`Variable ID(s) not valid UUIDs: ${odd.join(", ")}. `, "query");
  const known = call.table(insightVariables).where({ project: call.project.id });
  const strange = ids.filter((id) => !known.some((each) => each.id === id.toLowerCase()));
  if (strange.length > 0)
    throw invalid(
      `Variable ID(s) not found: ${strange.join(", ")}. Make sure the variables exist in https://app.posthog.com/data-management/variables.`,
      "query",
    );
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Texts, quoted names and comments, in which braces are just braces. */
const NO_CODE = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** The names in `{variables.<name>}`. */
function placeholders(sql: string): string[] {
  const code = sql.replace(NO_CODE, " ");
  return [...new Set([...code.matchAll(/\{\s*variables\s*\.\s*(\w+)\s*\}/g)].map((match) => match[1]!))];
}

/** Stands for PostHog's parser: SQL that is no SELECT, or whose brackets do not close. */
function syntaxError(sql: string): string | undefined {
  const code = sql.replace(NO_CODE, " ");
  if (!/^[\s(]*(select|with)\b/i.test(code)) return `no viable alternative at input '${sql.trim().slice(0, 20)}'`;
  const open: string[] = [];
  const closing: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
  for (const sign of code) {
    if ("([{".includes(sign)) open.push(sign);
    else if (closing[sign] !== undefined && open.pop() !== closing[sign]) return `mismatched input '${sign}'`;
  }
  return open.length > 0 ? "mismatched input '<EOF>'" : undefined;
}
