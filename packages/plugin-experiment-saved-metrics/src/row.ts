import type { Id } from "@posthog-definitions/core";

/**
 * A saved metric as `GET /api/projects/{project}/experiment_saved_metrics/` lists it, as far as it is read here. Every
 * field but `id` may be missing or `null` on rows that others made.
 */
export interface ExperimentSavedMetricRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly description?: string | null;
  /** One metric, with a `uuid` of the server's own; old ones may be of a form that cannot be written any more. */
  readonly query?: unknown;
  readonly tags?: readonly string[];
}
