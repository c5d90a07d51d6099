import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { datetime } from "../../server/dates.js";
import { invalid } from "../../server/errors.js";
import { boolean, json, parseFields, text } from "../../server/fields.js";
import { nextTags, tagsField } from "../tags.js";
import { findAction } from "./find.js";
import { showAction } from "./show.js";
import { steps } from "./steps.js";
import { actions } from "./table.js";

const fields = {
  name: text({ max: 400, nullable: true }),
  description: text({ blank: true }),
  tags: tagsField({ nullKeeps: true }),
  post_to_slack: boolean(),
  slack_message_format: text({ max: 1200, blank: true }),
  steps,
  deleted: boolean(),
  pinned_at: datetime({ nullable: true }),
  creation_context: json({ nullable: true }),
  _create_in_folder: text({ blank: true }),
};

export function createAction(call: Call): Answer {
  const { tags, creation_context: _context, _create_in_folder: _folder, ...sent } = parseFields(fields, call.data);
  checkName(call, undefined, sent.name);
  const action = call.table(actions).insert({
    name: null,
    description: "",
    post_to_slack: false,
    slack_message_format: "",
    steps: [],
    pinned_at: null,
    deleted: false,
    ...sent,
    project: call.project.id,
    tags: nextTags(call, [], tags),
    created_at: call.now,
    created_by: call.user.id,
    last_calculated_at: call.now,
  });
  return created(showAction(call, action));
}

export function updateAction(call: Call): Answer {
  const action = findAction(call);
  const {
    tags,
    creation_context: _context,
    _create_in_folder: _folder,
    pinned_at,
    ...sent
  } = parseFields(fields, call.data, true);
  checkName(call, action.id, sent.name);
  const updated = { ...action, ...sent, tags: nextTags(call, action.tags, tags) };
  // Whatever date was sent: an action is pinned now, or stays pinned since then.
  if (pinned_at === null) updated.pinned_at = null;
  else if (pinned_at !== undefined) updated.pinned_at = action.pinned_at ?? call.now;
  return ok(showAction(call, call.table(actions).put(updated)));
}

/** Names are unique among actions that are not deleted. Nobody looks when one comes back without its name being sent. */
function checkName(call: Call, id: number | undefined, name: string | null | undefined): void {
  if (name === undefined) return;
  const other = call
    .table(actions)
    .where({ project: call.project.id })
    .find((action) => action.id !== id && !action.deleted && action.name === name);
  if (other) throw invalid(`This project already has an action with this name, ID ${other.id}`, "name", "unique");
}
