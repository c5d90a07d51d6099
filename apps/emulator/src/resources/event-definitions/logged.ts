import { changeOf } from "../../activity/changes.js";
import type { Logged } from "../../activity/logged.js";
import type { Json } from "../../json.js";
import { eventDefinitions, type EventDefinitionDocument } from "./table.js";

/**
 * The log of events: what is done by hand is `created`, `changed` (whether anything changed or not) and `deleted`. It
 * never knows which tags there were before, unless the event goes.
 */
export const loggedEvents: Logged<EventDefinitionDocument> = {
  table: eventDefinitions,
  scope: "EventDefinition",
  name: ({ name }) => name,
  verbs: { updated: "changed" },
  always: true,
  fields: ({ enforcement_mode, primary_property, extension }) => ({
    enforcement_mode,
    primary_property,
    description: extension?.description ?? null,
    verified: extension?.verified ?? null,
    hidden: extension?.hidden ?? null,
    owner: extension?.owner ?? null,
    default_columns: extension?.default_columns ?? [],
  }),
  say({ before, after }, call, usual) {
    const change = (field: string, was: Json, is: Json) => {
      const found = changeOf(field, was, is);
      return found ? [found] : [];
    };
    if (!after) return { changes: change("tags", before?.tags ?? [], []) };
    if (!before) return { changes: [...change("name", null, after.name), ...change("tags", [], after.tags)] };
    const sent = call.method === "PATCH" && call.data.tags !== undefined;
    return { changes: [...usual, ...(sent ? change("tags", [], after.tags) : [])] };
  },
};
