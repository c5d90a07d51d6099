import type { Id } from "@posthog-definitions/core";

/** An annotation as `GET /api/projects/{project}/annotations/` gives it, as far as it is read here. */
export interface AnnotationRow {
  readonly id: Id;
  readonly content?: string | null;
  readonly date_marker?: string | null;
  readonly scope?: string;
  readonly creation_type?: string;
  readonly dashboard_item?: number | null;
  readonly dashboard_id?: number | null;
  readonly tags?: readonly string[] | null;
  readonly emoji?: string | null;
  readonly hidden_in_user_interface?: boolean | null;
}
