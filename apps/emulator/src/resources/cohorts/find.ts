import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { cohorts, type CohortDocument } from "./table.js";

/** A deleted cohort is found too: its row says `deleted: true`. */
export function findCohort(call: Call): CohortDocument {
  const id = Number(call.param("id"));
  const cohort = Number.isInteger(id) ? call.table(cohorts).get(id) : undefined;
  if (cohort?.project !== call.project.id) throw notFound();
  return cohort;
}
