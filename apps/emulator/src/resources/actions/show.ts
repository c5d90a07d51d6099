import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { showTags } from "../tags.js";
import { showStep } from "./steps.js";
import type { ActionDocument } from "./table.js";

export const showAction = (call: Call, action: ActionDocument): JsonObject => ({
  id: action.id,
  name: action.name,
  description: action.description,
  tags: showTags(call, action.tags),
  post_to_slack: action.post_to_slack,
  slack_message_format: action.slack_message_format,
  steps: action.steps.map(showStep),
  created_at: action.created_at,
  created_by: call.basicUser(action.created_by),
  deleted: action.deleted,
  is_calculating: false,
  last_calculated_at: action.last_calculated_at,
  team_id: action.project,
  is_action: true,
  bytecode_error: null,
  pinned_at: action.pinned_at,
  creation_context: null,
  user_access_level: action.created_by === call.user.id ? "manager" : "editor",
});
