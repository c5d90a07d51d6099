import { entries, showEntry } from "../activity/show.js";
import { activityLog } from "../activity/table.js";
import type { Json } from "../json.js";
import { ok, type Answer } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { notFound, paymentRequired } from "../server/errors.js";
import { numberedPage, wholeNumber } from "../server/paging.js";
import { defineResource } from "./define.js";

const PAGE_SIZE = 100;
const LARGEST_PAGE = 1000;

/**
 * Who did what in a project, over all models that PostHog logs. On PostHog Cloud a matter of the plan, other than the
 * logs of single models. Cut by `page` and `page_size` where a `page` is asked for, else by cursor.
 */
export const activityLogResource = defineResource({
  path: "activity_log",
  scope: "activity_log",
  tables: [activityLog],
  list: listActivity,
});

function listActivity(call: Call): Answer {
  if (!call.switches.auditLogs) throw paymentRequired();
  const asked = (name: string): string | undefined => call.query.get(name) || undefined;
  const [scope, item_id, user] = [asked("scope"), asked("item_id"), asked("user")];
  const scopes = asked("scopes")?.split(",");
  const found = entries(call, {
    ...(scope === undefined ? {} : { scope }),
    ...(item_id === undefined ? {} : { item_id }),
  })
    .filter((entry) => scopes?.includes(entry.scope) ?? true)
    .filter((entry) => user === undefined || call.basicUser(entry.user)?.uuid === user);
  const show = (entry: (typeof found)[number]): Json => ({ ...showEntry(call, entry), unread: true });
  const size = Math.min(wholeNumber(call.query.get("page_size"), 1) ?? PAGE_SIZE, LARGEST_PAGE);
  if (asked("page") !== undefined) return ok(numberedPage(call, found, show, size));

  const from = cursorOf(call);
  const at = (offset: number): Json => {
    const url = new URL(call.url);
    url.searchParams.set("cursor", Buffer.from(`o=${offset}`).toString("base64"));
    return url.href;
  };
  return ok({
    next: from + size < found.length ? at(from + size) : null,
    previous: from > 0 ? at(Math.max(0, from - size)) : null,
    results: found.slice(from, from + size).map(show),
  });
}

function cursorOf(call: Call): number {
  const cursor = call.query.get("cursor");
  if (cursor === null) return 0;
  const offset = /^o=(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (offset === undefined) throw notFound("Invalid cursor");
  return Number(offset);
}
