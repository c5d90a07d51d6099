import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { actions, type ActionDocument } from "./table.js";

/** A deleted action is found too: only the list hides it. */
export function findAction(call: Call): ActionDocument {
  const id = Number(call.param("id"));
  const action = Number.isInteger(id) ? call.table(actions).get(id) : undefined;
  if (action?.project !== call.project.id) throw notFound();
  return action;
}
