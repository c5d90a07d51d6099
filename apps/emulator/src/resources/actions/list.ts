import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { referencesTo } from "./references.js";
import { showAction } from "./show.js";
import { actions, type ActionDocument } from "./table.js";

/**
 * `GET actions/`: all that are not deleted, in one answer without `count` and `next`, the last calculated first. Only a
 * `limit`, `offset` or `search` that was sent makes them fewer, and nothing in the answer says so.
 */
export function listActions(call: Call): Answer {
  const { query } = call;
  const search = (query.get("search") ?? "").toLowerCase();
  const rows = call
    .table(actions)
    .where({ project: call.project.id })
    .filter((action) => !action.deleted && (action.name ?? "").toLowerCase().includes(search))
    .sort(lastCalculatedFirst);
  const offset = numberIn(query.get("offset")) ?? 0;
  const limit = numberIn(query.get("limit"));
  const shown = rows.slice(offset, limit === undefined ? undefined : offset + limit);
  const counted = query.get("include_reference_count") === "1";
  const results = shown.map((action) => ({
    ...showAction(call, action),
    ...(counted ? { reference_count: referencesTo(call, action).length } : {}),
  }));
  return ok({ results });
}

const lastCalculatedFirst = (a: ActionDocument, b: ActionDocument): number =>
  b.last_calculated_at.localeCompare(a.last_calculated_at) || (a.name ?? "").localeCompare(b.name ?? "");

const numberIn = (text: string | null): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined);
