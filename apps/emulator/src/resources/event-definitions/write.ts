import { users } from "../../accounts/tables.js";
import { pythonType } from "../../json.js";
import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, paymentRequired } from "../../server/errors.js";
import { boolean, choice, field, list, parseFields, text, type Fields, type Values } from "../../server/fields.js";
import { nextTags, tagsField } from "../tags.js";
import { eventNamed, findEvent } from "./find.js";
import { newExtension, promoted } from "./promote.js";
import { showEvent } from "./show.js";
import { eventDefinitions, eventSchemas, type EventExtension } from "./table.js";

const owner = (call: Call) =>
  field<number>(
    (value, attr) => {
      const id = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
      if (typeof id !== "number" || !Number.isInteger(id))
        throw invalid(`Incorrect type. Expected pk value, received ${pythonType(value)}.`, attr, "incorrect_type");
      if (call.table(users).get(id)) return id;
      throw invalid(`Invalid pk "${id}" - object does not exist.`, attr, "does_not_exist");
    },
    { nullable: true },
  );

const base = {
  tags: tagsField(),
  enforcement_mode: choice(["allow", "reject"]),
  primary_property: text({ nullable: true, max: 400 }),
};

const fieldsOf = (call: Call) =>
  ({
    owner: owner(call),
    description: text({ nullable: true, blank: true }),
    ...base,
    verified: boolean(),
    hidden: boolean({ nullable: true }),
    post_to_slack: boolean(),
    default_columns: list(text()),
  }) satisfies Fields;

type Sent = Values<ReturnType<typeof fieldsOf>>;

/** What a build without the enterprise package does not take. */
const ENTERPRISE = ["description", "verified", "hidden"];

function parse(call: Call): Sent {
  if (call.switches.eventTaxonomy === "unsupported") {
    const sent = parseFields(base, call.data, true);
    const refused = ENTERPRISE.find((name) => name in call.data);
    if (refused !== undefined) throw invalid("This field is not supported by this deployment.", refused);
    return sent;
  }
  return parseFields(fieldsOf(call), call.data, true);
}

function check(call: Call, sent: Sent): void {
  if (sent.hidden && sent.verified) throw invalid("An event cannot be both hidden and verified");
  if (sent.enforcement_mode === "reject" && !call.switches.schemaEnforcement)
    throw invalid('Setting schema enforcement mode to "reject" requires the schema-enforcement-reject feature flag');
}

/** The name is taken from the creation alone. */
export function createEvent(call: Call): Answer {
  const { name = "" } = parseFields({ name: text({ required: true, max: 400 }) }, call.data);
  if (eventNamed(call, name)) throw invalid(`Event definition with name '${name}' already exists`, "name");
  const sent = parse(call);
  check(call, sent);
  const extension = extended(call, newExtension(call, call.user.id), sent);
  return created(
    showEvent(
      call,
      call.table(eventDefinitions).insert({
        project: call.project.id,
        name,
        tags: nextTags(call, [], sent.tags),
        enforcement_mode: sent.enforcement_mode ?? "allow",
        primary_property: sent.primary_property ?? null,
        created_at: null,
        last_seen_at: null,
        extension: call.switches.eventTaxonomy === "unsupported" ? null : extension,
      }),
    ),
  );
}

export function updateEvent(call: Call): Answer {
  const event = promoted(call, findEvent(call));
  if (call.switches.eventTaxonomy === "unlicensed") throw paymentRequired();
  const sent = parse(call);
  check(call, sent);
  return ok(
    showEvent(
      call,
      call.table(eventDefinitions).put({
        ...event,
        tags: nextTags(call, event.tags, sent.tags),
        enforcement_mode: sent.enforcement_mode ?? event.enforcement_mode,
        primary_property: sent.primary_property === undefined ? event.primary_property : sent.primary_property,
        extension: event.extension && extended(call, event.extension, sent),
      }),
    ),
  );
}

/** The extension after a write, which counts as one although nothing may have changed. */
function extended(call: Call, before: EventExtension, sent: Sent): EventExtension {
  const next = { ...before, updated_at: call.now, updated_by: call.user.id };
  if (sent.owner !== undefined) next.owner = sent.owner;
  if (sent.description !== undefined) next.description = sent.description;
  if (sent.default_columns !== undefined) next.default_columns = sent.default_columns;
  if (sent.hidden !== undefined) next.hidden = sent.hidden;
  if (sent.hidden) return { ...next, ...unverified };
  return sent.verified === undefined ? next : withVerified(call, next, sent.verified);
}

const unverified = { verified: false, verified_at: null, verified_by: null };

/** An event that is verified already keeps who did it, and when. */
export function withVerified(call: Call, before: EventExtension, verified: boolean): EventExtension {
  if (!verified) return { ...before, ...unverified };
  if (before.verified) return { ...before, hidden: false };
  return { ...before, hidden: false, verified: true, verified_at: call.now, verified_by: call.user.id };
}

/** For good, with its links. The next event of that name makes a new row. */
export function deleteEvent(call: Call): Answer {
  const { id } = findEvent(call);
  for (const link of call.table(eventSchemas).where({ event_definition: id })) call.table(eventSchemas).remove(link.id);
  call.table(eventDefinitions).remove(id);
  return noContent();
}
