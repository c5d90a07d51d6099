import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import {
  checkActions,
  checkMetric,
  isLegacyMetric,
  unitlessWindow,
  UNITLESS_WINDOW,
  withoutActionNames,
} from "../../queries/experiment-metrics/index.js";
import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { field, json, parseFields, text, type Field } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { savedMetricLinks } from "../experiments/saved-metric-links.js";
import { nextTags, tagsField } from "../tags.js";
import { findSavedMetric } from "./find.js";
import { showSavedMetric } from "./show.js";
import { savedMetrics, type SavedMetricDocument } from "./table.js";

/*
 * Source: `PostHog/posthog: products/experiments/backend/presentation/saved_metric_serializers.py`,
 * `products/experiments/backend/experiment_saved_metric_service.py`.
 */

const fields = (call: Call, own?: SavedMetricDocument) => ({
  name: uniqueName(call, own),
  description: text({ max: 400, blank: true, nullable: true }),
  query: json({ required: true }),
  tags: tagsField({ dropBlank: true }),
});

export function createSavedMetric(call: Call): Answer {
  const { name = "", description = null, query = null, tags } = parseFields(fields(call), call.data);
  const metric = call.table(savedMetrics).insert({
    project: call.project.id,
    name,
    description,
    query: nextQuery(call, query),
    tags: nextTags(call, [], tags),
    created_at: call.now,
    created_by: call.user.id,
    updated_at: call.now,
  });
  return created(showSavedMetric(call, metric));
}

/** PATCH, and PUT, which wants a name and a query. */
export function updateSavedMetric(call: Call): Answer {
  const metric = findSavedMetric(call);
  const { tags, query, ...sent } = parseFields(fields(call, metric), call.data, call.method === "PATCH");
  if (isLegacyMetric(metric.query)) {
    throw invalid(
      "This saved metric uses a legacy query format and cannot be updated. " +
        "Please create a new saved metric with the ExperimentMetric format instead.",
    );
  }
  const isTouched = query !== undefined || Object.keys(sent).length > 0;
  const updated: SavedMetricDocument = {
    ...metric,
    ...sent,
    ...(query === undefined ? {} : { query: nextQuery(call, query, metric.query) }),
    tags: nextTags(call, metric.tags, tags),
    updated_at: isTouched ? call.now : metric.updated_at,
  };
  return ok(showSavedMetric(call, call.table(savedMetrics).put(updated)));
}

/** Gone for good, and from every experiment that used it. */
export function destroySavedMetric(call: Call): Answer {
  const { id } = findSavedMetric(call);
  return call.store.transaction(() => {
    for (const link of call.table(savedMetricLinks).where({ saved_metric: id })) {
      call.table(savedMetricLinks).remove(link.id);
    }
    call.table(savedMetrics).remove(id);
    return noContent();
  });
}

/** No two of a project have one name, whatever its case. */
function uniqueName(call: Call, own: SavedMetricDocument | undefined): Field<string> {
  const plain = text({ max: 400 });
  return field(
    (value, attr) => {
      const name = plain.parse(value, attr);
      const others = call.table(savedMetrics).where({ project: call.project.id });
      if (others.some((each) => each.id !== own?.id && each.name.toLowerCase() === name.toLowerCase())) {
        throw invalid("A shared metric with this name already exists.", attr);
      }
      return name;
    },
    { required: true },
  );
}

/**
 * What is stored of a query: checked, unless it is what is stored already but for the names of actions; with a `uuid` of
 * the server's own, which a client can neither choose nor change.
 */
function nextQuery(call: Call, sent: Json, stored?: JsonObject): JsonObject {
  const isUnchanged = stored !== undefined && isSame(withoutActionNames(sent), withoutActionNames(stored));
  const query = isUnchanged ? (sent as JsonObject) : checked(sent);
  const uuid = stored?.uuid;
  if (uuid && query.uuid && query.uuid !== uuid) throw invalid("Saved metric UUID cannot be changed");
  const next = { ...query, uuid: uuid ? uuid : call.store.uuid() };
  if (unitlessWindow([next], stored ? [{ ...stored, uuid: next.uuid }] : []) !== undefined) {
    throw invalid(`Invalid metric: ${UNITLESS_WINDOW}`);
  }
  checkActions(call, [next], { stored: stored ? [stored] : [] });
  return jsonb(next);
}

function checked(query: Json): JsonObject {
  const isEmpty = !query || (isObject(query) ? Object.keys(query) : Array.isArray(query) ? query : [0]).length === 0;
  if (isEmpty) throw invalid("Query is required to create a saved metric");
  return checkMetric(query, { prefix: "Invalid metric: " });
}
