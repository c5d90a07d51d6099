import type { Json, JsonObject } from "../json.js";
import { created, noContent, ok, type Answer } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { invalid, notFound } from "../server/errors.js";
import { field, parseFields, uuid } from "../server/fields.js";
import { ordered } from "../server/order.js";
import { page } from "../server/paging.js";
import type { TableDefinition } from "../store/table.js";
import { defineResource } from "./define.js";
import { eventDefinitions, eventSchemas, type EventSchemaDocument } from "./event-definitions/table.js";
import { showGroup } from "./property-groups/show.js";
import { propertyGroups } from "./property-groups/table.js";
import { openToCaller } from "./property-groups/write.js";

/** Which events have which groups of properties. Links are made and deleted, not read one by one, nor changed. */
export const eventSchemasResource = defineResource({
  path: "event_schemas",
  scope: "event_definition",
  list: (call) => {
    openToCaller(call);
    const event = call.query.get("event_definition");
    const mine = { project: call.project.id, ...(event ? { event_definition: event } : {}) };
    const rows = ordered(call.table(eventSchemas).where(mine), "-created_at");
    return ok(page(call, rows, (link) => show(call, link)));
  },
  create,
  destroy: (call) => {
    openToCaller(call);
    const link = call.table(eventSchemas).get(call.param("id"));
    if (link?.project !== call.project.id) throw notFound();
    call.table(eventSchemas).remove(link.id);
    return noContent();
  },
});

/** The id of a row of this project. */
const rowOf = (call: Call, definition: TableDefinition<{ id: string; project: number }>) =>
  field(
    (value, attr) => {
      const id = idIn(value, attr);
      if (call.table(definition).get(id)?.project === call.project.id) return id;
      throw invalid(`Invalid pk "${String(value)}" - object does not exist.`, attr, "does_not_exist");
    },
    { required: true },
  );

function idIn(value: Json, attr: string): string {
  try {
    return uuid().parse(value, attr);
  } catch {
    throw invalid(`“${String(value)}” is not a valid UUID.`, attr);
  }
}

function create(call: Call): Answer {
  openToCaller(call);
  const fields = {
    event_definition: rowOf(call, eventDefinitions),
    property_group_id: rowOf(call, propertyGroups),
  };
  const { event_definition = "", property_group_id: property_group = "" } = parseFields(fields, call.data);
  if (call.table(eventSchemas).count({ event_definition, property_group }) > 0)
    throw invalid("The fields event_definition, property_group must make a unique set.", null, "unique");
  const dates = { created_at: call.now, updated_at: call.now };
  const link = { project: call.project.id, event_definition, property_group, ...dates };
  return created(show(call, call.table(eventSchemas).insert(link)));
}

function show(call: Call, { id, event_definition, property_group, created_at, updated_at }: EventSchemaDocument) {
  const group = call.table(propertyGroups).get(property_group)!;
  return { id, event_definition, property_group: showGroup(call, group), created_at, updated_at } as JsonObject;
}
