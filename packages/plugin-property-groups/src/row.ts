import type { Id } from "@posthog-definitions/core";

/** A group as `GET /api/projects/{project}/schema_property_groups/` lists it, as far as it is read here. */
export interface PropertyGroupRow {
  readonly id: Id;
  readonly name?: string;
  readonly description?: string | null;
  /** By name. An edit gives all of them new ids. */
  readonly properties?: unknown;
}
