import type { Id } from "@posthog-definitions/core";

/**
 * A dashboard as `GET /api/projects/{project}/dashboards/{id}/` returns it, as far as it is read here. Whatever PostHog
 * stores without looking at it is unknown: other clients may have put anything there.
 */
export interface DashboardRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly pinned?: boolean;
  readonly tags?: readonly string[];
  readonly restriction_level?: number;
  /** The stored filters; `null` when there are none. `filters` may hold overrides of a request. */
  readonly persisted_filters?: unknown;
  readonly persisted_variables?: unknown;
  readonly breakdown_colors?: unknown;
  readonly data_color_theme_id?: number | null;
  readonly quick_filter_ids?: readonly string[] | null;
  readonly grid_spacing?: string | null;
  readonly grid_compaction?: string | null;
  /** Where some servers keep the two above. */
  readonly customization?: unknown;
  readonly tiles?: unknown;
}

/** A tile in a dashboard's detail. Exactly one of `insight`, `text`, `button_tile` and `widget` is there. */
export interface TileRow {
  readonly id: Id;
  readonly insight?: unknown;
  readonly text?: unknown;
  readonly button_tile?: unknown;
  readonly layouts?: unknown;
  readonly color?: unknown;
  readonly filters_overrides?: unknown;
  readonly show_description?: unknown;
  readonly transparent_background?: unknown;
  readonly deleted?: unknown;
}
