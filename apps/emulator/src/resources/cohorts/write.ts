import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { boolean, json, parseFields, text } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { normalCriteria } from "./filters.js";
import { findCohort } from "./find.js";
import { checkCycle, checkDeletion, checkFlagUse } from "./rules.js";
import { showCohort } from "./show.js";
import { cohortLeaves, cohorts, type CohortDocument } from "./table.js";

const fields = {
  name: text({ max: 400, nullable: true, blank: true }),
  description: text({ max: 1000, blank: true }),
  groups: json({ nullable: true }),
  deleted: boolean(),
  filters: json({ nullable: true }),
  query: json({ nullable: true }),
  is_static: boolean(),
  cohort_type: text({ nullable: true }),
  _create_in_folder: text({ blank: true }),
};

export function createCohort(call: Call): Answer {
  const sent = parseFields(fields, call.data);
  const filters = criteria(sent.filters);
  const isStatic = sent.is_static ?? false;
  const query = isObject(sent.query) ? jsonb(sent.query) : null;
  if (query && !isStatic) {
    throw invalid("Cannot create a dynamic cohort with a query. Set is_static to true.", "query");
  }
  if (query && filters) throw invalid("Cannot set both query and filters at the same time.");
  if (!isStatic && !filters && !Array.isArray(sent.groups)) {
    throw invalid("Must contain a 'properties' key with type and values", "filters");
  }
  checkCycle(call, undefined, filters);
  const cohort = call.table(cohorts).insert({
    project: call.project.id,
    name: sent.name ?? null,
    description: sent.description ?? "",
    is_static: isStatic,
    filters,
    query,
    groups: sent.groups ?? [],
    cohort_type: isStatic ? null : typeOf(filters),
    deleted: false,
    created_at: call.now,
    created_by: call.user.id,
    is_calculating: true,
    version: null,
    pending_version: 0,
    last_calculation: null,
    count: null,
  });
  return created(showCohort(call, cohort));
}

export function updateCohort(call: Call): Answer {
  const cohort = findCohort(call);
  const sent = parseFields(fields, call.data, true);
  const filters = sent.filters === undefined ? cohort.filters : criteria(sent.filters);
  if (cohort.is_static && sent.filters !== undefined && !isSame(filters, cohort.filters)) {
    throw invalid(
      "Editing the criteria of a static cohort is not supported yet. Create a new static cohort instead.",
      "filters",
    );
  }
  if (sent.filters !== undefined) checkCycle(call, cohort.id, filters);
  if (filters) checkFlagUse(call, cohort, filters);
  if (sent.deleted && !cohort.deleted) checkDeletion(call, cohort);
  const updated: CohortDocument = {
    ...cohort,
    name: sent.name === undefined ? cohort.name : sent.name,
    description: sent.description ?? cohort.description,
    deleted: sent.deleted ?? cohort.deleted,
    groups: sent.groups ?? cohort.groups,
    filters,
    cohort_type: cohort.is_static ? null : typeOf(filters),
    // Every change of a dynamic cohort, even of its name, has it recalculated.
    is_calculating: cohort.is_static ? cohort.is_calculating : true,
    pending_version: cohort.is_static ? cohort.pending_version : (cohort.pending_version ?? 0) + 1,
  };
  return ok(showCohort(call, call.table(cohorts).put(updated)));
}

const criteria = (filters: Json | undefined): JsonObject | null =>
  isObject(filters) && Object.keys(filters).length > 0 ? normalCriteria(filters) : null;

const typeOf = (filters: JsonObject | null): string | null =>
  filters && cohortLeaves(filters).every((leaf) => leaf.type !== "cohort") ? "realtime" : null;
