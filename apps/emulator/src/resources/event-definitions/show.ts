import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { showTags } from "../tags.js";
import type { EventDefinitionDocument, EventExtension } from "./table.js";

/** What the list shows of an event that has no extension: its join finds nothing. */
const nothing: { [K in keyof EventExtension]: null } = {
  owner: null,
  description: null,
  verified: null,
  verified_at: null,
  verified_by: null,
  hidden: null,
  default_columns: null,
  updated_at: null,
  updated_by: null,
};

/** Columns of the action that an event once could be are left out, but for these two. */
const legacy = { is_action: false, post_to_slack: false };

export function showEvent(call: Call, event: EventDefinitionDocument): JsonObject {
  const base = {
    id: event.id,
    name: event.name,
    created_at: event.created_at,
    last_seen_at: event.last_seen_at,
    tags: showTags(call, event.tags),
    enforcement_mode: event.enforcement_mode,
    primary_property: event.primary_property,
    ...legacy,
  };
  if (call.switches.eventTaxonomy === "unsupported") return base;
  const { owner, verified_by, updated_by, default_columns, ...extension } = event.extension ?? nothing;
  return {
    ...base,
    ...extension,
    owner: call.basicUser(owner),
    verified_by: call.basicUser(verified_by),
    updated_by: call.basicUser(updated_by),
    default_columns: default_columns ?? [],
    media_preview_urls: [],
  };
}
