import { isObject, type Json } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, serverError } from "../../server/errors.js";
import { integer, parseFields } from "../../server/fields.js";
import { page } from "../../server/paging.js";
import { coreEvents } from "./core-events.js";
import { ownEvents } from "./find.js";
import { showEvent } from "./show.js";
import { sorted } from "./sort.js";
import type { EventDefinitionDocument } from "./table.js";

const STALE_AFTER = 30 * 24 * 3600 * 1000;
const TYPES = ["event", "event_custom", "event_posthog"];

/** Asked for, they give what `event` gives. */
const OLD_TYPES = ["all", "action_event"];

const paging = { limit: integer({ min: 1 }), offset: integer({ min: 0 }) };

/**
 * `GET event_definitions/`.
 *
 * Source: `PostHog/posthog: posthog/api/event_definition.py`.
 */
export function listEvents(call: Call): Answer {
  const { query } = call;
  const type = query.get("event_type") ?? "event";
  if (![...TYPES, ...OLD_TYPES].includes(type))
    throw invalid(`Not a valid event type. Use one of: ${TYPES.join(", ")}.`, "event_type");
  const excluded = query.get("excluded_properties");
  const without = excluded ? listIn(excluded) : [];
  if (!without) throw serverError();
  const tags = (listIn(query.get("tags") ?? "") ?? []).filter((tag) => typeof tag === "string");
  const names = query.getAll("names").flatMap((value) => value.split(",").filter((name) => name !== ""));
  const words = (query.get("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  parseFields(paging, Object.fromEntries(query));

  const rows = ownEvents(call)
    .filter((event) => isOfType(event, type))
    .filter((event) => words.every((word) => event.name.toLowerCase().includes(word)))
    .filter((event) => names.length === 0 || names.includes(event.name))
    .filter((event) => tags.length === 0 || event.tags.some((tag) => tags.includes(tag)))
    .filter((event) => !without.includes(event.name))
    .filter((event) => !isTrue(query.get("exclude_hidden")) || event.extension?.hidden !== true)
    .filter((event) => !isTrue(query.get("exclude_stale")) || !isStale(call, event))
    .filter((event) => isOfState(event, query.get("verified")));
  const shown = sorted(rows, query.getAll("ordering"), words.length > 0);
  const body = page(call, shown, (event) => showEvent(call, event));
  return ok({ ...(isObject(body) ? body : {}), count_is_capped: false });
}

const isTrue = (text: string | null): boolean => text?.toLowerCase() === "true";

const isOfType = ({ name }: EventDefinitionDocument, type: string): boolean => {
  if (type === "event_custom") return !name.startsWith("$");
  return type === "event_posthog" ? name.startsWith("$") : true;
};

const isStale = (call: Call, { last_seen_at }: EventDefinitionDocument): boolean =>
  last_seen_at !== null && Date.parse(last_seen_at) <= Date.parse(call.now) - STALE_AFTER;

/** PostHog's own events count as verified. */
function isOfState({ name, extension }: EventDefinitionDocument, asked: string | null): boolean {
  if (asked === null) return true;
  return (extension?.verified === true || coreEvents.has(name)) === isTrue(asked);
}

function listIn(text: string): Json[] | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
