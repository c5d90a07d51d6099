import type { Id } from "@posthog-definitions/core";

/**
 * An insight as `GET /api/projects/{project}/insights/?basic=true` lists it, as far as it is read here. Every field but
 * `id` may be missing or `null` on rows that others made.
 */
export interface InsightRow {
  readonly id: Id;
  /** Eight characters, unique in the project: what its URL shows. */
  readonly short_id?: string;
  readonly name?: string | null;
  readonly derived_name?: string | null;
  readonly description?: string | null;
  /** As stored, but for what the server brings up to date on its way out. */
  readonly query?: unknown;
  readonly tags?: readonly string[];
  readonly favorited?: boolean;
  /** `false`: a draft. */
  readonly saved?: boolean;
  /** The dashboards it is on. A write replaces them all. */
  readonly dashboards?: readonly Id[];
  readonly dashboard_tiles?: readonly TileOfInsight[];
}

/** Where an insight stands on a dashboard. A tile that was removed stays, deleted, and is revived. */
export interface TileOfInsight {
  readonly id: Id;
  readonly dashboard_id: Id;
  readonly deleted?: boolean | null;
}
