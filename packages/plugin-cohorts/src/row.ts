import type { Id } from "@posthog-definitions/core";

/** A cohort as `GET /api/projects/{project}/cohorts/` lists it, as far as it is read here. */
export interface CohortRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly is_static?: boolean;
  /** Criteria as stored: without nulls, each condition with `negation` and with what the server compiled it to. */
  readonly filters?: unknown;
  /** Experiments whose participants it was made of. */
  readonly experiment_set?: readonly Id[];
  /** As it was sent. */
  readonly query?: unknown;
}
