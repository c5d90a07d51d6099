import type { Call } from "../../server/call.js";
import { eventDefinitions, type EventDefinitionDocument, type EventExtension } from "./table.js";

export type Promoted = EventDefinitionDocument & { extension: EventExtension };

export const newExtension = (call: Call, updated_by: number | null): EventExtension => ({
  owner: null,
  description: "",
  verified: false,
  verified_at: null,
  verified_by: null,
  hidden: false,
  default_columns: [],
  updated_at: call.now,
  updated_by,
});

/** The event with its extension, which is stored if it has none: also for a mere GET. */
export function promoted(call: Call, event: EventDefinitionDocument): Promoted {
  if (event.extension || call.switches.eventTaxonomy === "unsupported") return event as Promoted;
  return call.table(eventDefinitions).put({ ...event, extension: newExtension(call, null) }) as Promoted;
}
