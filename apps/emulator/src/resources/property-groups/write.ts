import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid, notFound } from "../../server/errors.js";
import { parseFields, text } from "../../server/fields.js";
import { eventSchemas } from "../event-definitions/table.js";
import { propertiesField, stored } from "./properties.js";
import { checkRules } from "./rules.js";
import { showGroup } from "./show.js";
import { propertyGroups, type PropertyGroupDocument } from "./table.js";

const fieldsOf = (call: Call) => ({
  name: text({ required: true, max: 400 }),
  description: text({ blank: true }),
  properties: propertiesField(call),
});

/** Builds of 2025 keep groups and links to the UI. */
export function openToCaller(call: Call): void {
  if (call.switches.propertyGroups === "internal" && call.credentials.kind === "key")
    throw forbidden("This action does not support personal API key access");
}

export function findGroup(call: Call): PropertyGroupDocument {
  openToCaller(call);
  const group = call.table(propertyGroups).get(call.param("id").toLowerCase());
  if (group?.project !== call.project.id) throw notFound();
  return group;
}

const named = (call: Call, name: string): PropertyGroupDocument | undefined =>
  call.table(propertyGroups).where({ project: call.project.id, name })[0];

/** Not one transaction: what was stored before a property is refused stays, although the answer is 400. */
export function createGroup(call: Call): Answer {
  openToCaller(call);
  const { name = "", description = "", properties = [] } = parseFields(fieldsOf(call), call.data);
  if (named(call, name)) throw invalid("A property group with this name already exists for this team", "name");
  let group = call.table(propertyGroups).insert({
    project: call.project.id,
    name,
    description,
    properties: [],
    created_at: call.now,
    updated_at: call.now,
    created_by: call.user.id,
  });
  for (const property of properties) {
    checkRules(property.property_type, property.validation_rules);
    if (group.properties.some((each) => each.name === property.name))
      throw invalid("Could not create property group due to a database error.");
    group = call.table(propertyGroups).put({ ...group, properties: [...group.properties, stored(call, property)] });
  }
  return created(showGroup(call, group));
}

/** Properties that are sent replace all that there are: ids are nothing that can be kept. */
export function updateGroup(call: Call): Answer {
  const group = findGroup(call);
  const { properties, ...sent } = parseFields(fieldsOf(call), call.data, call.method === "PATCH");
  const other = sent.name === undefined ? undefined : named(call, sent.name);
  if (other && other.id !== group.id) throw invalid("A property group with this name already exists", "name");
  const seen = new Set<string>();
  for (const property of properties ?? []) {
    checkRules(property.property_type, property.validation_rules);
    if (seen.has(property.name))
      throw invalid(`A property named '${property.name}' already exists in this group`, "properties");
    seen.add(property.name);
  }
  const next = properties ? { properties: properties.map((property) => stored(call, property)) } : {};
  return ok(showGroup(call, call.table(propertyGroups).put({ ...group, ...sent, ...next, updated_at: call.now })));
}

/** For good, with its links to events. */
export function deleteGroup(call: Call): Answer {
  const { id } = findGroup(call);
  for (const link of call.table(eventSchemas).where({ property_group: id })) call.table(eventSchemas).remove(link.id);
  call.table(propertyGroups).remove(id);
  return noContent();
}
