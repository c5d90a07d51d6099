import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { cohorts, type CohortDocument } from "./table.js";

/** Shows a row; whatever was being calculated is done by the time that somebody looks again. */
export function readCohort(call: Call, cohort: CohortDocument): JsonObject {
  if (!cohort.is_calculating) return showCohort(call, cohort);
  const done = { is_calculating: false, version: cohort.pending_version, last_calculation: call.now, count: 0 };
  return showCohort(call, call.table(cohorts).put({ ...cohort, ...done }));
}

export const showCohort = (call: Call, cohort: CohortDocument): JsonObject => ({
  id: cohort.id,
  name: cohort.name,
  description: cohort.description,
  groups: cohort.groups,
  deleted: cohort.deleted,
  filters: cohort.filters,
  query: cohort.query,
  version: cohort.version,
  pending_version: cohort.pending_version,
  is_calculating: cohort.is_calculating,
  created_by: call.basicUser(cohort.created_by),
  created_at: cohort.created_at,
  last_calculation: cohort.last_calculation,
  last_backfill_person_properties_at: null,
  errors_calculating: 0,
  last_error_message: null,
  count: cohort.count,
  is_static: cohort.is_static,
  cohort_type: cohort.cohort_type,
  experiment_set: [],
  search_match_type: null,
});
