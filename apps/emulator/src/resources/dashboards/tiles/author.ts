import { users } from "../../../accounts/tables.js";
import { isObject, type JsonObject } from "../../../json.js";
import type { Call } from "../../../server/call.js";
import { invalid } from "../../../server/errors.js";

/**
 * Who made a text or a button. One that is sent back as it was read keeps its author and is modified by the caller;
 * one without an author becomes the caller's.
 */
export function authorOf(call: Call, sent: JsonObject): { created_by: number; last_modified_by: number | null } {
  const author = sent.created_by;
  if (!author) return { created_by: call.user.id, last_modified_by: null };
  const user = isObject(author) && typeof author.id === "number" ? call.table(users).get(author.id) : undefined;
  if (!user || !call.organization.members.includes(user.id)) throw invalid("User not found in this organization.");
  return { created_by: user.id, last_modified_by: call.user.id };
}
