import type { Json, JsonObject } from "../../json.js";
import { isObject } from "../../json.js";
import { checkQuery } from "../../queries/validate.js";
import { wrapQuery } from "../../queries/wrap.js";
import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { boolean, integer, json, parseFields, text, type Values } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { removeAlertsOf } from "../alerts/removal.js";
import { nextTags, tagsField } from "../tags.js";
import { findAnyInsight, findInsight } from "./find.js";
import { placeOnDashboards, dashboardIds, removeFromDashboards } from "./placement.js";
import { showInsight } from "./show.js";
import { insights, type InsightDocument } from "./table.js";

const fields = {
  name: text({ max: 400, nullable: true, blank: true }),
  derived_name: text({ max: 400, nullable: true, blank: true }),
  order: integer({ nullable: true }),
  deleted: boolean(),
  dashboards: dashboardIds,
  description: text({ max: 400, nullable: true, blank: true }),
  tags: tagsField({ nullKeeps: true }),
  favorited: boolean(),
  saved: boolean(),
  filters: json({ nullable: true }),
  _create_in_folder: text({ blank: true }),
};

type Sent = Values<typeof fields> & { query?: JsonObject | null };

export function createInsight(call: Call): Answer {
  const sent = parse(call, false);
  return call.store.transaction(() => {
    const document = call.table(insights).insert({
      short_id: newShortId(call),
      project: call.project.id,
      name: null,
      derived_name: null,
      description: null,
      query: null,
      filters: {},
      favorited: false,
      saved: true,
      order: null,
      is_sample: false,
      created_at: call.now,
      created_by: call.user.id,
      updated_at: call.now,
      last_modified_at: call.now,
      last_modified_by: call.user.id,
      ...columns(sent),
      deleted: false,
      tags: nextTags(call, [], sent.tags),
    });
    if (sent.dashboards) placeOnDashboards(call, document, sent.dashboards);
    return created(showInsight(call, document));
  });
}

export function updateInsight(call: Call): Answer {
  // A deleted insight answers nothing but this very request, which brings it back.
  const restores = call.method === "PATCH" && isObject(call.body) && call.body.deleted === false;
  const insight = restores ? findAnyInsight(call) : findInsight(call);
  const sent = parse(call, true);
  return call.store.transaction(() => {
    const document = { ...insight, ...columns(sent), tags: nextTags(call, insight.tags, sent.tags) };
    document.saved = sent.saved ?? true;
    document.is_sample = false;
    document.updated_at = call.now;
    if ("name" in sent || "description" in sent || "filters" in sent) {
      document.last_modified_at = call.now;
      document.last_modified_by = call.user.id;
    }
    call.table(insights).put(document);
    if (sent.dashboards) placeOnDashboards(call, document, sent.dashboards);
    if (document.deleted) removeFromDashboards(call, document);
    removeAlertsOf(call, document);
    return ok(showInsight(call, document));
  });
}

/** The query is looked at before any other field. */
function parse(call: Call, partial: boolean): Sent {
  const { data } = call;
  const fromMcp = call.headers.get("x-posthog-client")?.toLowerCase() === "mcp";
  if (fromMcp && !partial && !isObject(data.query)) throw invalid("This field is required.", "query", "required");
  const query = checkQuery(data.query, call.switches.queryValidation);
  const sent: Sent = parseFields(fields, data, partial);
  if (isFilled(sent.filters) && !isFilled(query) && call.switches.legacyFilters === "refused") {
    throw forbidden("Creating or updating insights with legacy filters is not available for this user.");
  }
  if (data.query !== undefined) sent.query = query && fromMcp ? wrapQuery(query) : query;
  return sent;
}

const isFilled = (value: Json | undefined): boolean => isObject(value) && Object.keys(value).length > 0;

/** The part of a write that is stored as it is. */
function columns(sent: Sent): Partial<InsightDocument> {
  const { tags: _tags, dashboards: _dashboards, _create_in_folder: _folder, query, filters, ...plain } = sent;
  return {
    ...plain,
    ...(query === undefined ? {} : { query: isFilled(query) ? jsonb(query) : null }),
    ...(filters === undefined ? {} : { filters: isObject(filters) ? jsonb(filters) : {} }),
  };
}

export function newShortId(call: Call): string {
  const id = call.store.randomBytes().toString("base64url").slice(0, 8);
  return call.table(insights).where({ short_id: id }).length > 0 ? newShortId(call) : id;
}
