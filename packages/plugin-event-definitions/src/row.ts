import type { Id } from "@posthog-definitions/core";

/** An event as `GET /api/projects/{project}/event_definitions/` lists it, as far as it is read here. */
export interface EventDefinitionRow {
  readonly id: Id;
  readonly name?: string;
  /** `null`, as what follows, where the event was ingested and nobody has looked at it yet. */
  readonly description?: string | null;
  readonly owner?: { readonly id?: Id; readonly email?: string } | null;
  readonly verified?: boolean | null;
  readonly hidden?: boolean | null;
  readonly default_columns?: readonly string[] | null;
  readonly tags?: readonly string[];
  /** Not there in builds before 2026. */
  readonly enforcement_mode?: string;
  /** Not there in builds before mid-2026. */
  readonly primary_property?: string | null;
}

/** A link between an event and a group, as `GET /api/projects/{project}/event_schemas/` lists it. */
export interface EventSchemaRow {
  readonly id: Id;
  readonly event_definition?: Id;
  readonly property_group?: { readonly id?: Id } | null;
}
