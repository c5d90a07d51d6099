import type { Json, JsonObject } from "../../json.js";
import { isObject } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { momentOf } from "../../server/dates.js";
import { invalid } from "../../server/errors.js";
import { ordered } from "../../server/order.js";
import { page } from "../../server/paging.js";
import { dashboards } from "../dashboards/tables.js";
import { liveTiles, showBasicInsight } from "./basic.js";
import { showInsight } from "./show.js";
import { insights, type InsightDocument } from "./table.js";

const MAX_SEARCH = 200;

/** `GET insights/`. */
export function listInsights(call: Call): Answer {
  const search = call.query.get("search");
  if (search !== null && search.length > MAX_SEARCH) {
    throw invalid(`Search query must be ${MAX_SEARCH} characters or fewer.`, "search");
  }
  const live = call
    .table(insights)
    .where({ project: call.project.id })
    .filter((insight) => !insight.deleted);
  const matching = filters(call).reduce((rows, keep) => rows.filter(keep), live);
  const basic = isTrue(call.query.get("basic"));
  const found: JsonObject = search ? { search_match_type: "exact" } : {};
  const show = basic ? showBasicInsight : showInsight;
  // Without `order` PostHog sorts by a column that is null for all rows made through the API: any order will do.
  const rows = call.query.has("order") ? ordered(matching, call.query.get("order")!) : call.shuffled(matching);
  return ok(page(call, rows, (insight) => ({ ...show(call, insight), ...found })));
}

type Filter = (insight: InsightDocument) => boolean;

function filters(call: Call): Filter[] {
  const { query } = call;
  const on = (name: string, make: (value: string) => Filter): Filter[] => {
    const value = query.get(name);
    return value === null || value === "" ? [] : [make(value)];
  };
  return [
    ...on("short_id", (id) => (insight) => insight.short_id === id),
    ...on("saved", (value) => (isTrue(value) ? (insight) => isSaved(call, insight) : (insight) => !insight.saved)),
    ...on("search", (text) => (insight) => matchesText(insight, text)),
    ...on("tags", (value) => (insight) => jsonList(value).some((tag) => insight.tags.includes(tag as string))),
    ...on("dashboards", (value) => (insight) => {
      const placed = liveTiles(call, insight).map((tile) => tile.dashboard);
      return jsonList(value).every((id) => placed.includes(Number(id)));
    }),
    ...on("created_by", (value) => (insight) => jsonList(value).map(Number).includes(insight.created_by)),
    ...(query.has("user") ? [(insight: InsightDocument) => insight.created_by === call.user.id] : []),
    ...(query.has("favorited") ? [(insight: InsightDocument) => insight.favorited] : []),
    ...on("insight", (type) => (insight) => typeOf(insight.query) === type.toUpperCase()),
    ...on("date_from", (value) => (insight) => isSince(call, insight.last_modified_at, value)),
    ...on("date_to", (value) => (insight) => !isSince(call, insight.last_modified_at, value)),
    ...on("created_date_from", (value) => (insight) => isSince(call, insight.created_at, value)),
    ...on("created_date_to", (value) => (insight) => !isSince(call, insight.created_at, value)),
    // Nobody ever looks at an insight here.
    ...on("last_viewed_date_from", () => () => false),
    ...on("last_viewed_date_to", () => () => false),
  ];
}

/** `saved=true` also means insights that are not saved, but are on a dashboard that is listed. */
function isSaved(call: Call, insight: InsightDocument): boolean {
  if (insight.saved) return true;
  const modes = liveTiles(call, insight).map((tile) => call.table(dashboards).get(tile.dashboard)?.creation_mode);
  return modes.some((mode) => mode === "default" || mode === "template");
}

function matchesText(insight: InsightDocument, text: string): boolean {
  const needle = text.toLowerCase();
  const texts = [insight.name, insight.derived_name, insight.description, ...insight.tags];
  return texts.some((each) => each?.toLowerCase().includes(needle));
}

const types: Readonly<Record<string, string>> = {
  TrendsQuery: "TRENDS",
  FunnelsQuery: "FUNNELS",
  RetentionQuery: "RETENTION",
  PathsQuery: "PATHS",
  StickinessQuery: "STICKINESS",
  LifecycleQuery: "LIFECYCLE",
  HogQLQuery: "SQL",
};

function typeOf(query: JsonObject | null): string {
  if (query === null) return "TRENDS";
  const node = isObject(query.source) ? query.source : query;
  return types[String(node.kind)] ?? "JSON";
}

const isTrue = (value: string | null): boolean =>
  ["true", "1", "t", "yes", "y", "on"].includes(value?.toLowerCase() ?? "");

function jsonList(text: string): Json[] {
  try {
    const value = JSON.parse(text) as Json;
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isSince(call: Call, date: string, limit: string): boolean {
  const moment = momentOf(limit, Date.parse(call.now));
  return moment === undefined || Date.parse(date) >= moment;
}
