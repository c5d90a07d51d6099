import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { alerts, type AlertDocument } from "./table.js";

export const alertsOf = (call: Call): AlertDocument[] => call.table(alerts).where({ project: call.project.id });

export function findAlert(call: Call): AlertDocument {
  const alert = call.table(alerts).get(call.param("id"));
  if (alert?.project !== call.project.id) throw notFound();
  return alert;
}
