import type { AnnotationScope } from "./input.js";
import type { AnnotationSpec } from "./spec.js";

/** What somebody means who only says what an annotation is of. */
export function scopeOf({ insight, dashboard, tags }: AnnotationSpec): AnnotationScope {
  if (insight) return "dashboard_item";
  if (dashboard) return "dashboard";
  return tags.length > 0 ? "tag" : "project";
}
