import { basicUser } from "../accounts/basic-user.js";
import type { Json, JsonObject } from "../json.js";
import { ok, type Answer } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { notFound } from "../server/errors.js";
import { wholeNumber } from "../server/paging.js";
import { activityLog, type ActivityDocument } from "./table.js";

export const showEntry = (call: Call, entry: ActivityDocument): JsonObject => ({
  id: entry.id,
  user: basicUser(call.store, entry.user),
  activity: entry.activity,
  scope: entry.scope,
  item_id: entry.item_id,
  detail: entry.detail,
  created_at: entry.created_at,
  is_system: entry.user === null,
  was_impersonated: false,
});

/** Newest first. */
export const entries = (call: Call, match: Partial<ActivityDocument>): ActivityDocument[] =>
  call
    .table(activityLog)
    .where({ project: call.project.id, ...match })
    .reverse();

const DEFAULT_LIMIT = 10;

/** A model's own log is cut by `page` and `limit`, and counts in `total_count`. */
export function ownLog(call: Call, match: Partial<ActivityDocument>): Answer {
  const all = entries(call, match);
  const limit = wholeNumber(call.query.get("limit"), 1) ?? DEFAULT_LIMIT;
  const number = wholeNumber(call.query.get("page"), 1) ?? 1;
  const last = Math.max(1, Math.ceil(all.length / limit));
  if (number > last) throw notFound("Invalid page.");
  const at = (page: number): Json => {
    if (page < 1 || page > last) return null;
    const url = new URL(call.url);
    url.searchParams.set("limit", String(limit));
    url.searchParams.set("page", String(page));
    return url.href;
  };
  return ok({
    results: all.slice((number - 1) * limit, number * limit).map((entry) => showEntry(call, entry)),
    next: at(number + 1),
    previous: at(number - 1),
    total_count: all.length,
  });
}
