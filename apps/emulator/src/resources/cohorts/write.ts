import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { boolean, field, json, list, parseFields, text } from "../../server/fields.js";
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
  query: field((value) => checkedQuery(value), { nullable: true }),
  is_static: boolean(),
  cohort_type: text({ nullable: true }),
  _create_static_person_ids: list(text()),
  _create_in_folder: text({ blank: true }),
};

export function createCohort(call: Call): Answer {
  const sent = parseFields(fields, call.data);
  const filters = criteria(sent.filters);
  const isStatic = sent.is_static ?? false;
  const query = sent.query ?? null;
  if (query && !isStatic) {
    throw invalid("Cannot create a dynamic cohort with a query. Set is_static to true.", "query");
  }
  if (query && hasCriteria(filters)) throw invalid("Cannot set both query and filters at the same time.");
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
  const isStatic = sent.is_static ?? cohort.is_static;
  if (isStatic && !isSame(filters, cohort.filters) && (hasCriteria(filters) || hasCriteria(cohort.filters))) {
    throw invalid(
      "Editing the criteria of a static cohort is not supported yet. Create a new static cohort instead.",
      "filters",
    );
  }
  if (sent.filters !== undefined) checkCycle(call, cohort.id, filters);
  if (filters && !isStatic) checkFlagUse(call, cohort, filters);
  if (sent.deleted && !cohort.deleted) checkDeletion(call, cohort);
  const updated: CohortDocument = {
    ...cohort,
    name: sent.name === undefined ? cohort.name : sent.name,
    description: sent.description ?? cohort.description,
    deleted: sent.deleted ?? cohort.deleted,
    groups: sent.groups ?? cohort.groups,
    is_static: isStatic,
    // A new query is kept, but whoever the old one found stays in the cohort.
    query: sent.query === undefined ? cohort.query : sent.query,
    filters,
    cohort_type: isStatic ? null : typeOf(filters),
    // Every change of a dynamic cohort, even of its name, has it recalculated.
    is_calculating: isStatic ? cohort.is_calculating : true,
    pending_version: isStatic ? cohort.pending_version : (cohort.pending_version ?? 0) + 1,
  };
  return ok(showCohort(call, call.table(cohorts).put(updated)));
}

const criteria = (filters: Json | undefined): JsonObject | null =>
  isObject(filters) && Object.keys(filters).length > 0 ? normalCriteria(filters) : null;

const hasCriteria = (filters: JsonObject | null): boolean => cohortLeaves(filters).length > 0;

const typeOf = (filters: JsonObject | null): string | null =>
  filters && cohortLeaves(filters).every((leaf) => leaf.type !== "cohort") ? "realtime" : null;

/** Kept as it was sent. */
function checkedQuery(query: Json): JsonObject | null {
  if (!query || (isObject(query) && Object.keys(query).length === 0)) return null;
  if (!isObject(query)) throw invalid("Query must be a dictionary.", "query");
  if (query.kind !== "ActorsQuery" && query.kind !== "HogQLQuery") {
    throw invalid(`Query must be an ActorsQuery or HogQLQuery. Got: ${String(query.kind ?? "None")}`, "query");
  }
  return jsonb(query);
}
