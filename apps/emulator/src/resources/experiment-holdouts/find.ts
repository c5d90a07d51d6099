import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { holdouts, type HoldoutDocument } from "./table.js";

export function findHoldout(call: Call): HoldoutDocument {
  const id = Number(call.param("id"));
  const holdout = Number.isInteger(id) ? call.table(holdouts).get(id) : undefined;
  if (holdout?.project !== call.project.id) throw notFound();
  return holdout;
}
