import { defineResource } from "../define.js";
import { bulkUpdateTags } from "../bulk-tags.js";
import { bulkUpdateVerified, eventByName, eventMetrics, primaryProperties, retrieveEvent } from "./actions.js";
import { listEvents } from "./list.js";
import { loggedEvents } from "./logged.js";
import { eventDefinitions, eventSchemas } from "./table.js";
import { createEvent, deleteEvent, updateEvent } from "./write.js";

/** What is known about events, by name. Ingestion makes most of them: see `ingest.ts`. */
export const eventDefinitionsResource = defineResource({
  path: "event_definitions",
  scope: "event_definition",
  tables: [eventDefinitions, eventSchemas],
  logged: [loggedEvents],
  list: listEvents,
  create: createEvent,
  retrieve: retrieveEvent,
  update: updateEvent,
  destroy: deleteEvent,
  actions: {
    by_name: { on: "collection", methods: ["GET"], scope: "read", handle: eventByName },
    primary_properties: { on: "collection", methods: ["GET"], scope: "read", handle: primaryProperties },
    bulk_update_tags: {
      on: "collection",
      methods: ["POST"],
      scope: "write",
      handle: bulkUpdateTags(eventDefinitions, "Not found"),
    },
    bulk_update_verified: { on: "collection", methods: ["POST"], scope: "write", handle: bulkUpdateVerified },
    metrics: { on: "item", methods: ["GET"], scope: "none", handle: eventMetrics },
  },
});
