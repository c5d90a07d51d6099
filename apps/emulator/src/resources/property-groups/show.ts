import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { eventDefinitions, eventSchemas } from "../event-definitions/table.js";
import type { GroupProperty, PropertyGroupDocument } from "./table.js";

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

export const showGroup = (call: Call, group: PropertyGroupDocument): JsonObject => ({
  id: group.id,
  name: group.name,
  description: group.description,
  properties: [...group.properties].sort(byName).map((property) => showProperty(call, property)),
  events: eventsOf(call, group.id),
  created_at: group.created_at,
  updated_at: group.updated_at,
  created_by: call.basicUser(group.created_by),
});

function showProperty(call: Call, property: GroupProperty): JsonObject {
  if (call.switches.propertyGroups === "open") return { ...property };
  const { is_optional_in_types: _, validation_rules: __, ...older } = property;
  return older;
}

/** The events that have the group, in the order of their names, whatever the case. */
function eventsOf(call: Call, id: string): JsonObject[] {
  return call
    .table(eventSchemas)
    .where({ property_group: id })
    .flatMap(({ event_definition }) => call.table(eventDefinitions).get(event_definition) ?? [])
    .sort((a, b) => byName({ name: a.name.toLowerCase() }, { name: b.name.toLowerCase() }))
    .map(({ id, name }) => ({ id, name }));
}
