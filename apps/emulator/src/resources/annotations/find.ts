import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { dashboards } from "../dashboards/tables.js";
import { insights } from "../insights/table.js";
import { annotations, type AnnotationDocument } from "./table.js";

/** Those of the project, and those of any project that are for the whole organisation. */
export const visibleAnnotations = (call: Call): AnnotationDocument[] =>
  call
    .table(annotations)
    .where({ organization: call.organization.id })
    .filter((each) => each.scope === "organization" || each.project === call.project.id)
    .filter((each) => !isHidden(call, each));

/** A deleted annotation can only be patched. */
export function findAnnotation(call: Call): AnnotationDocument {
  const found = visibleAnnotations(call).find(
    (each) => String(each.id) === call.param("id") && (!each.deleted || call.method === "PATCH"),
  );
  if (!found) throw notFound();
  return found;
}

/**
 * Whether what it was made on is deleted. Builds of the middle of 2026 do not ask for the scope: an annotation of the
 * project that was made on an insight goes with it too.
 */
function isHidden(call: Call, { scope, dashboard_item, dashboard_id }: AnnotationDocument): boolean {
  const any = call.switches.annotationParents === "any";
  const insight = dashboard_item !== null && call.table(insights).get(dashboard_item)?.deleted;
  const dashboard = dashboard_id !== null && call.table(dashboards).get(dashboard_id)?.deleted;
  return Boolean((insight && (any || scope === "dashboard_item")) || (dashboard && (any || scope === "dashboard")));
}
