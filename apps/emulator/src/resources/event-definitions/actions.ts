import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, RawError } from "../../server/errors.js";
import { boolean, list, parseFields, uuid } from "../../server/fields.js";
import { eventNamed, findEvent, ownEvents } from "./find.js";
import { promoted } from "./promote.js";
import { showEvent } from "./show.js";
import { eventDefinitions } from "./table.js";
import { withVerified } from "./write.js";

/** `GET {id}/`: a look that writes. */
export const retrieveEvent = (call: Call): Answer => ok(showEvent(call, promoted(call, findEvent(call))));

/** `GET by_name/?name=`: a look that writes, too. Its refusals are not in the envelope. */
export function eventByName(call: Call): Answer {
  const name = call.query.get("name");
  if (!name) throw new RawError(400, { detail: "Query parameter 'name' is required" });
  const event = eventNamed(call, name);
  if (!event) throw new RawError(404, { detail: `Event definition with name '${name}' not found` });
  return ok(showEvent(call, promoted(call, event)));
}

/** `GET primary_properties/`: of the events that have one. */
export function primaryProperties(call: Call): Answer {
  const names = call.query.getAll("names").filter((name) => name !== "");
  const rows = ownEvents(call).filter(({ name }) => names.length === 0 || names.includes(name));
  return ok({
    primary_properties: Object.fromEntries(
      rows.flatMap(({ name, primary_property }) => (primary_property ? [[name, primary_property]] : [])),
    ),
  });
}

/** `GET {id}/metrics/`: nothing is ever queried here. */
export const eventMetrics = (call: Call): Answer => {
  promoted(call, findEvent(call));
  return ok({ query_usage_30_day: 0 });
};

const MAX_IDS = 500;
const fields = { ids: list(uuid(), { required: true }), verified: boolean({ required: true }) };

/** `POST bulk_update_verified/`: events that are so already are in neither list of the answer. */
export function bulkUpdateVerified(call: Call): Answer {
  const { ids = [], verified = false } = parseFields(fields, call.data);
  if (ids.length === 0) throw invalid("This list may not be empty.", "ids", "empty");
  if (ids.length > MAX_IDS)
    throw invalid(`Ensure this field has no more than ${MAX_IDS} elements.`, "ids", "max_length");
  return call.store.transaction(() => {
    const updated: { id: string; verified: boolean }[] = [];
    const skipped: { id: string; reason: string }[] = [];
    for (const id of new Set(ids)) {
      const event = call.table(eventDefinitions).get(id);
      if (event?.project !== call.project.id) {
        skipped.push({ id, reason: "Not found" });
        continue;
      }
      if ((event.extension?.verified ?? false) === verified) continue;
      const { extension } = promoted(call, event);
      const next = { ...withVerified(call, extension, verified), updated_at: call.now };
      call.table(eventDefinitions).put({ ...event, extension: next });
      updated.push({ id, verified });
    }
    return ok({ updated, skipped });
  });
}
