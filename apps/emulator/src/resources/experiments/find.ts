import { isObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { experiments, type ExperimentDocument } from "./table.js";

/** The experiment of the path. A deleted one is found by nobody but who restores it. */
export function findExperiment(call: Call): ExperimentDocument {
  const id = Number(call.param("id"));
  const experiment = Number.isInteger(id) ? call.table(experiments).get(id) : undefined;
  if (experiment?.project !== call.project.id) throw notFound();
  if (experiment.deleted && !isRestoration(call)) throw notFound();
  return experiment;
}

const isRestoration = (call: Call): boolean => {
  if (call.method !== "PATCH" && call.method !== "PUT") return false;
  const sent = isObject(call.body) ? (call.body.deleted ?? null) : null;
  return sent !== null && !["true", "1", "t", "yes", "y", "on"].includes(String(sent).toLowerCase());
};
