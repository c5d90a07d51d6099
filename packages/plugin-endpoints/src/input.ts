import type { DefinitionOptions, Reference } from "@posthog-definitions/core";
import type { EndpointQuery } from "@posthog-definitions/queries";

/** How old an answer may be, in seconds: 15 and 30 minutes, 1, 6, 12 and 24 hours, 7 days. */
export type DataFreshness = 900 | 1800 | 3600 | 21600 | 43200 | 86400 | 604800;

/** How finely a materialised query keeps a column of times that a variable narrows down. */
export type Bucket = "minute" | "fifteen_minutes" | "hour" | "day" | "week" | "month";

/** What `endpoint({ … })` takes. */
export interface EndpointInput extends DefinitionOptions {
  /**
   * What it is called by, in its URL: a letter, then letters, digits, hyphens and underscores, 128 characters at most.
   * No two endpoints of a project share one. PostHog renames none: another name makes a new endpoint, whose versions begin
   * anew, and deletes the old one.
   */
  readonly name: string;
  /** What it is for. Default: empty. */
  readonly description?: string;
  /**
   * What it answers: `hogql(…)`, `trends({ … })`, `retention({ … })`, `lifecycle({ … })`, `webOverview()`,
   * `webStatsTable({ … })`. Servers up to the middle of 2026 also take `funnels`, `paths` and `stickiness`. A query that
   * differs makes a new version; old ones stay as they are.
   */
  readonly query: EndpointQuery;
  /**
   * Whether it can be called. Switching it off also ends the materialisation of all of its versions, which switching it
   * on does not bring back. Absent: left alone; a new endpoint is on.
   */
  readonly is_active?: boolean;
  /**
   * Whether PostHog works the answer out beforehand, as often as `data_freshness_seconds` says. Needs an endpoint that is
   * on. Absent: left alone; a new endpoint is not materialised.
   */
  readonly is_materialized?: boolean;
  /** How old an answer may be, in seconds. Default: 86400, a day. */
  readonly data_freshness_seconds?: DataFreshness;
  /**
   * By column: how finely the materialised query keeps the times in it, `{ timestamp: "hour" }`. Used only together with
   * `is_materialized: true`. Absent: left alone; PostHog chooses.
   */
  readonly bucket_overrides?: Readonly<Record<string, Bucket>>;
  /**
   * Breakdowns of the query that a caller may leave out; then the answer is of all of their values together. In any order.
   * For trends and retention, on servers of late 2026. Absent: left alone; a new endpoint wants all of them.
   */
  readonly optional_breakdown_properties?: readonly string[];
  /**
   * The insight it was made from: its definition, `ref(…)`, `lookup(…)`, or its short id in this one project. PostHog notes
   * it when the endpoint is made, and never changes it. Absent: left alone.
   */
  readonly derived_from_insight?: string | Reference<"insight">;
  /** Tags, in any order; PostHog trims and lower-cases them. Absent: left alone. */
  readonly tags?: readonly string[];
}
