import type { Id } from "@posthog-definitions/core";

/**
 * An experiment as `GET /api/projects/{project}/experiments/{id}/` answers it, as far as it is read here. Lists lack most
 * of it. Source: `PostHog/posthog: products/experiments/backend/presentation/serializers.py`.
 */
export interface ExperimentRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly type?: string | null;
  readonly feature_flag?: { readonly id?: Id | null; readonly active?: boolean } | null;
  readonly status?: string | null;
  readonly start_date?: string | null;
  readonly end_date?: string | null;
  readonly archived?: boolean | null;
  readonly conclusion?: string | null;
  readonly conclusion_comment?: string | null;
  readonly holdout_id?: Id | null;
  readonly holdout?: { readonly id?: Id | null } | null;
  readonly metrics?: unknown;
  readonly metrics_secondary?: unknown;
  readonly saved_metrics?: unknown;
  readonly exposure_criteria?: unknown;
  readonly stats_config?: unknown;
  readonly running_time_calculation?: unknown;
  readonly excluded_variants?: unknown;
  readonly only_count_matured_users?: boolean | null;
  readonly repository?: string | null;
  readonly tags?: unknown;
  /** Absent on servers that do not lock. */
  readonly version?: number | null;
  readonly is_legacy?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** An object from the wire, or an empty one where something else stands. */
export const objectOr = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A list from the wire, or an empty one where something else stands. */
export const listOr = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Made by an engine that PostHog only keeps for reading. */
export const isLegacy = (row: ExperimentRow): boolean => row.is_legacy === true;
