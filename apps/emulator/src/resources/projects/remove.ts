import { projects } from "../../accounts/tables.js";
import { noContent, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { findProject } from "./find.js";
import { isAdmin } from "./level.js";

/**
 * `DELETE /api/projects/{id}/`: takes its time, in which the project is still there and says so. How PostHog words its
 * refusal to a member is not known.
 */
export function deleteProject(call: Call): Answer {
  const project = findProject(call);
  if (!isAdmin(call)) throw forbidden("You don't have sufficient permissions in the project.");
  if (project.is_pending_deletion) throw invalid("This project is already being deleted.");
  call.table(projects).put({ ...project, is_pending_deletion: true });
  return noContent();
}
