import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { page } from "../../server/paging.js";
import { visibleAnnotations } from "./find.js";
import { showAnnotation } from "./show.js";
import type { AnnotationDocument } from "./table.js";

const SCOPES = ["dashboard_item", "dashboard", "project", "organization", "tag", "recording"];
const TRUE = ["true", "1", "yes"];

/** `GET annotations/`: 1000 to a page, the latest moment first, those without one before all. */
export function listAnnotations(call: Call): Answer {
  const { query } = call;
  const filters: ((annotation: AnnotationDocument) => boolean)[] = [(each) => !each.deleted];
  const given = query.get("scope");
  if (given) {
    const scope = given === "insight" ? "dashboard_item" : given;
    if (!SCOPES.includes(scope)) throw invalid(`Invalid scope: ${scope}`);
    filters.push((each) => each.scope === scope);
  }
  const from = limitOf(query.get("date_from"), "date_from");
  const to = limitOf(query.get("date_to"), "date_to");
  if (from !== undefined && to !== undefined && from > to)
    throw invalid("Invalid date range: date_from must be before date_to");
  if (from !== undefined) filters.push((each) => momentOf(each) >= from);
  if (to !== undefined) filters.push((each) => momentOf(each) <= to);
  const hidden = query.get("hidden_in_user_interface");
  if (hidden !== null) {
    const wanted = TRUE.includes(hidden.toLowerCase());
    filters.push((each) => (each.hidden_in_user_interface === true) === wanted);
  }
  for (const word of (query.get("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean))
    filters.push((each) => (each.content ?? "").toLowerCase().includes(word));
  const rows = visibleAnnotations(call)
    .filter((each) => filters.every((keep) => keep(each)))
    .sort(latestFirst);
  return ok(page(call, rows, (each) => showAnnotation(call, each), 1000));
}

function latestFirst(a: AnnotationDocument, b: AnnotationDocument): number {
  if (a.date_marker === b.date_marker) return b.id - a.id;
  if (a.date_marker === null) return -1;
  if (b.date_marker === null) return 1;
  return momentOf(b) - momentOf(a);
}

/** Without a moment it is within no range. */
const momentOf = ({ date_marker }: AnnotationDocument): number =>
  date_marker === null ? Number.NaN : Date.parse(date_marker);

function limitOf(text: string | null, name: string): number | undefined {
  if (!text) return undefined;
  const moment = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw invalid(`Invalid date range: ${name} must be a valid ISO 8601 date`);
  return moment;
}
