import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { dashboards } from "../dashboards/tables.js";
import { insights } from "../insights/table.js";
import { showTags } from "../tags.js";
import type { AnnotationDocument } from "./table.js";

export function showAnnotation(call: Call, annotation: AnnotationDocument): JsonObject {
  const { dashboard_item, dashboard_id } = annotation;
  const insight = dashboard_item === null ? undefined : call.table(insights).get(dashboard_item);
  const dashboard = dashboard_id === null ? undefined : call.table(dashboards).get(dashboard_id);
  return {
    id: annotation.id,
    content: annotation.content,
    date_marker: annotation.date_marker,
    creation_type: annotation.creation_type,
    dashboard_item,
    dashboard_id,
    dashboard_name: dashboard?.name ?? null,
    insight_short_id: insight?.short_id ?? null,
    insight_name: insight?.name ?? null,
    insight_derived_name: insight?.derived_name ?? null,
    created_by: call.basicUser(annotation.created_by),
    created_at: annotation.created_at,
    updated_at: annotation.updated_at,
    deleted: annotation.deleted,
    scope: annotation.scope,
    emoji: annotation.emoji,
    hidden_in_user_interface: annotation.hidden_in_user_interface,
    tags: showTags(call, annotation.tags),
  };
}
