import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { momentOf } from "../../server/dates.js";
import { invalid } from "../../server/errors.js";
import { page } from "../../server/paging.js";
import { users } from "../../accounts/tables.js";
import { alertsOf, findAlert } from "./find.js";
import { showAlert, showCheck } from "./show.js";

const MAX_SEARCH = 200;
const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** `GET alerts/`: the newest first. Only checks that found outliers are shown, and nothing is ever found here. */
export function listAlerts(call: Call): Answer {
  const { query } = call;
  const insight = [query.get("insight"), query.get("insight_id")].filter((id) => id !== null);
  const author = query.get("created_by");
  if (author && !UUID.test(author)) throw invalid("Not a valid UUID.", "created_by");
  const search = query.get("search") ?? "";
  if (search.length > MAX_SEARCH) throw invalid(`Search query must be ${MAX_SEARCH} characters or fewer.`, "search");
  const rows = alertsOf(call)
    .filter((each) => insight.every((id) => String(each.insight) === id))
    .filter((each) => !author || call.table(users).get(each.created_by)?.uuid === author)
    .filter((each) => each.name.toLowerCase().includes(search.toLowerCase()))
    .reverse();
  return ok(
    page(call, rows, (each) => ({
      ...showAlert(call, each),
      checks: [],
      ...(search ? { search_match_type: "exact" } : {}),
    })),
  );
}

/** `GET alerts/:id/`: with the newest checks first, five unless it is said otherwise. */
export function retrieveAlert(call: Call): Answer {
  const alert = findAlert(call);
  const now = Date.parse(call.now);
  const [from, to] = ["checks_date_from", "checks_date_to"].map((name) => momentOf(call.query.get(name) ?? "", now));
  const checks = [...alert.checks]
    .reverse()
    .filter(({ created_at }) => Date.parse(created_at) >= (from ?? -Infinity))
    .filter(({ created_at }) => Date.parse(created_at) <= (to ?? Infinity));
  const within = from !== undefined || to !== undefined;
  const most = numberOf(call.query.get("checks_limit"), 1, 500, within ? 500 : 5, 5);
  const skipped = numberOf(call.query.get("checks_offset"), 0, checks.length, 0, 0);
  return ok({
    ...showAlert(call, alert),
    checks: checks.slice(skipped, skipped + most).map(showCheck),
    checks_total: checks.length,
  });
}

function numberOf(text: string | null, min: number, max: number, absent: number, wrong: number): number {
  if (text === null) return absent;
  return /^-?\d+$/.test(text) ? Math.max(min, Math.min(Number(text), max)) : wrong;
}
