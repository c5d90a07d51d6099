/**
 * A flag as the API returns it. `filters` is whatever was stored: written by other tools and older servers too.
 * Source: `PostHog/posthog: products/feature_flags/backend/api/feature_flag.py`, `…/filters_schema.py`.
 */
export interface FlagRow {
  readonly id: number;
  readonly key: string;
  readonly name?: string | null;
  readonly active?: boolean;
  readonly archived?: boolean | null;
  readonly tags?: readonly string[];
  readonly version?: number | null;
  readonly filters?: unknown;
  readonly ensure_experience_continuity?: boolean | null;
  readonly is_remote_configuration?: boolean | null;
  readonly has_encrypted_payloads?: boolean | null;
  readonly evaluation_runtime?: string | null;
  readonly bucketing_identifier?: string | null;
  readonly evaluation_contexts?: readonly string[] | null;
  readonly has_enriched_analytics?: boolean | null;
  readonly analytics_dashboards?: readonly number[] | null;
  /** Experiments that run on it. */
  readonly experiment_set?: readonly number[] | null;
}

type Json = Readonly<Record<string, unknown>>;

/** An object from the wire, or an empty one where something else stands. */
export const objectOr = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A list from the wire, or an empty one where something else stands. */
export const listOr = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Members of a wire object that are not modelled, and so not ours to lose. */
export const without = (value: unknown, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(objectOr(value)).filter(([name]) => !names.includes(name)));
