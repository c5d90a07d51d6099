import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { cohorts, type CohortDocument } from "./table.js";

export const showCohort = (cohort: CohortDocument): JsonObject => {
    const row = { ...read(call, cohort), search_match_type: search === "" ? null : "exact" };
    if (query.get("basic") !== "true") return row;
    const { filters: _1, query: _2, groups: _3, ...basic } = row as JsonObject;
    return basic;
  };
  return ok(page(call, ordered(rows, "-created_at"), show));
}

function createCohort(call: Call): Answer {
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
  return created(show(call, cohort));
}

function updateCohort(call: Call): Answer {
  const cohort = find(call);
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
  return ok(show(call, call.table(cohorts).put(updated)));
}

const criteria = (filters: Json | undefined): JsonObject | null =>
  isObject(filters) && Object.keys(filters).length > 0 ? normalCriteria(filters) : null;

const isBehavioral = (cohort: CohortDocument): boolean =>
  cohortLeaves(cohort.filters).some((leaf) => leaf.type === "behavioral");

const typeOf = (filters: JsonObject | null): string | null =>
  filters && cohortLeaves(filters).every((leaf) => leaf.type !== "cohort") ? "realtime" : null;

/** A deleted cohort is found too: its row says `deleted: true`. */
function find(call: Call): CohortDocument {
  const id = Number(call.param("id"));
  const cohort = Number.isInteger(id) ? call.table(cohorts).get(id) : undefined;
  if (cohort?.project !== call.project.id) throw notFound();
  return cohort;
}

/** Shows a row; whatever was being calculated is done by the time that somebody looks again. */
function read(call: Call, cohort: CohortDocument): JsonObject {
  if (!cohort.is_calculating) return show(call, cohort);
  const done = { is_calculating: false, version: cohort.pending_version, last_calculation: call.now, count: 0 };
  return show(call, call.table(cohorts).put({ ...cohort, ...done }));
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
