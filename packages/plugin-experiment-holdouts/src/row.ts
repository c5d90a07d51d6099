import type { Id } from "@posthog-definitions/core";

/**
 * A holdout as `GET /api/projects/{project}/experiment_holdouts/` lists it, as far as it is read here. Every field but
 * `id` may be missing or `null` on rows that others made.
 */
export interface ExperimentHoldoutRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly description?: string | null;
  /** Groups, each with the variant `holdout-<id>`. */
  readonly filters?: unknown;
}
