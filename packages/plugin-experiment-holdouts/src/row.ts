/** A holdout as the API returns it. Source: `PostHog/posthog: ee/clickhouse/views/experiment_holdouts.py`. */
export interface HoldoutRow {
  readonly id: number;
  readonly name?: string | null;
  readonly description?: string | null;
  /** Whatever was stored: other tools write here too. PostHog puts the variant `holdout-<id>` into each. */
  readonly filters?: unknown;
}
