import { defineTable } from "../../store/table.js";

/**
 * An event by name. Ingestion makes the base row alone; the rest is PostHog's enterprise extension, made with the first
 * look at the event by its id, the first edit, or the creation by hand.
 */
export interface EventDefinitionDocument {
  id: string;
  project: number;
  name: string;
  tags: string[];
  enforcement_mode: "allow" | "reject";
  primary_property: string | null;
  /** `null` until the event is ingested. */
  created_at: string | null;
  last_seen_at: string | null;
  extension: EventExtension | null;
}

export interface EventExtension {
  owner: number | null;
  description: string | null;
  verified: boolean;
  verified_at: string | null;
  verified_by: number | null;
  hidden: boolean | null;
  default_columns: string[];
  updated_at: string;
  updated_by: number | null;
}

export const eventDefinitions = defineTable<EventDefinitionDocument>("event_definitions", {
  ids: "uuid",
  indexes: ["project", "name"],
});

/** A link between an event and a group of properties. */
export interface EventSchemaDocument {
  id: string;
  project: number;
  event_definition: string;
  property_group: string;
  created_at: string;
  updated_at: string;
}

export const eventSchemas = defineTable<EventSchemaDocument>("event_schemas", {
  ids: "uuid",
  indexes: ["project", "event_definition", "property_group"],
});
