import { factory, type Factory } from "@posthog-definitions/core";
import type { AnnotationInput } from "./input.js";

/**
 * An annotation: a note at a moment of charts.
 *
 * ```ts
 * export default annotation({ key: "first", content: "Launch", date_marker: "2026-03-01" });
 * ```
 */
export const annotation: Factory<"annotation", AnnotationInput> = factory<"annotation", AnnotationInput>("annotation");

export type { AnnotationInput } from "./input.js";
