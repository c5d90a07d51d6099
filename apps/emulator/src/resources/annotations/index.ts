import { ok } from "../../server/answer.js";
import { defineResource } from "../define.js";
import { findAnnotation } from "./find.js";
import { listAnnotations } from "./list.js";
import { showAnnotation } from "./show.js";
import { annotations } from "./table.js";
import { createAnnotation, updateAnnotation } from "./write.js";

/**
 * Annotations: notes at moments of charts.
 *
 * Source: `PostHog/posthog: products/annotations/backend/api/annotation.py`, `…/models/annotation.py`.
 */
export const annotationsResource = defineResource({
  path: "annotations",
  scope: "annotation",
  tables: [annotations],
  list: listAnnotations,
  create: createAnnotation,
  retrieve: (call) => ok(showAnnotation(call, findAnnotation(call))),
  update: updateAnnotation,
  destroy: "forbidden",
});
