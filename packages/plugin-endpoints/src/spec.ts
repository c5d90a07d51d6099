import type { Hole } from "@posthog-definitions/core/kind";
import type { QueryNode } from "@posthog-definitions/queries/schema";

/** An endpoint in its normal form. */
export interface EndpointSpec {
  readonly name: string;
  readonly description: string;
  readonly query: QueryNode;
  readonly is_active?: boolean;
  readonly is_materialized?: boolean;
  readonly data_freshness_seconds: number;
  readonly bucket_overrides?: Readonly<Record<string, string>>;
  readonly optional_breakdown_properties?: readonly string[];
  readonly derived_from_insight?: string | Source;
  readonly tags?: readonly string[];
}

/** The insight, and the short id under which PostHog noted it. */
export interface Source extends Hole {
  readonly short_id?: string;
}
