import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { eventDefinitions, type EventDefinitionDocument } from "./table.js";

export const ownEvents = (call: Call): EventDefinitionDocument[] =>
  call.table(eventDefinitions).where({ project: call.project.id });

/** What is no UUID is not found, as an unknown one. */
export function findEvent(call: Call): EventDefinitionDocument {
  const event = call.table(eventDefinitions).get(call.param("id").toLowerCase());
  if (event?.project !== call.project.id) throw notFound();
  return event;
}

export const eventNamed = (call: Call, name: string): EventDefinitionDocument | undefined =>
  call.table(eventDefinitions).where({ project: call.project.id, name })[0];
