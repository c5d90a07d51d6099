import type { Ref } from "@posthog-definitions/core";

/** A condition in its normal form. What is not modelled in a live one is left out here, and kept by `encode`. */
export interface Property {
  readonly type: string;
  readonly key: string | Ref;
  readonly operator: string;
  readonly value?: unknown;
  readonly group_type_index?: number;
  readonly negation?: true;
}

export interface Group {
  readonly properties: readonly Property[];
  readonly rollout_percentage: number;
  readonly variant?: string;
  readonly description?: string;
  /** Absent: persons. The normal form says it per set, so that `ignore: ["filters.groups"]` leaves all of it to PostHog. */
  readonly aggregation_group_type_index?: number;
}

export interface Variant {
  readonly key: string;
  readonly rollout_percentage: number;
  readonly name?: string;
  readonly description?: string;
}

export interface Holdout {
  readonly id: Ref;
  readonly exclusion_percentage: number;
}

export interface Filters {
  /** Absent only in a file that says nothing about it, which `check` refuses. */
  readonly groups?: readonly Group[];
  readonly multivariate?: { readonly variants: readonly Variant[] };
  /** Values, not JSON text; secrets as they are. */
  readonly payloads?: Readonly<Record<string, unknown>>;
  readonly early_exit?: true;
  readonly holdout?: Holdout | null;
  readonly feature_enrollment?: boolean;
}

/** A feature flag in its normal form: both what a file says and what a row means. */
export interface FlagSpec {
  readonly name: string;
  readonly active?: boolean;
  readonly archived?: boolean;
  readonly tags?: readonly string[];
  readonly filters?: Filters;
  readonly ensure_experience_continuity: boolean;
  readonly is_remote_configuration: boolean;
  readonly has_encrypted_payloads: boolean;
  readonly evaluation_runtime: string;
  readonly bucketing_identifier: string;
  readonly evaluation_contexts?: readonly string[];
  readonly has_enriched_analytics?: boolean;
  readonly analytics_dashboards?: readonly Ref<"dashboard">[];
}
