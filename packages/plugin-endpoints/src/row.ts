import type { Id } from "@posthog-definitions/core";

/**
 * An endpoint as `GET /api/projects/{project}/endpoints/` lists it, as far as it is read here: with what is its newest
 * version's. Every field but `id` may be missing or `null` on rows that others made.
 */
export interface EndpointRow {
  readonly id: Id;
  /** What stands in its URL. */
  readonly name: string;
  readonly description?: string | null;
  /** With every key that a query may have, and the variables that its SQL names. */
  readonly query?: unknown;
  readonly is_active?: boolean;
  readonly is_materialized?: boolean;
  readonly data_freshness_seconds?: number | null;
  /** Kept while the endpoint is not materialised, and not used. */
  readonly bucket_overrides?: unknown;
  /** Missing before late 2026. */
  readonly optional_breakdown_properties?: readonly string[];
  /** The short id of an insight that may be gone. */
  readonly derived_from_insight?: string | null;
  readonly tags?: readonly string[];
}
