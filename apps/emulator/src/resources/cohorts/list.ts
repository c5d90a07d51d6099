import type { JsonObject } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { ordered } from "../../server/order.js";
import { page } from "../../server/paging.js";
import { readCohort } from "./show.js";
import { cohortLeaves, cohorts, type CohortDocument } from "./table.js";

const MAX_SEARCH = 200;

/** `GET cohorts/`, newest first. */
export function listCohorts(call: Call): Answer {
  const { query } = call;
  const search = query.get("search") ?? "";
  if (search.length > MAX_SEARCH) throw invalid(`Search term cannot exceed ${MAX_SEARCH} characters`, "search");
  const type = query.get("type");
  const creator = query.get("created_by_id");
  const rows = call
    .table(cohorts)
    .where({ project: call.project.id })
    .filter((cohort) => !cohort.deleted)
    .filter((cohort) => (cohort.name ?? "").toLowerCase().includes(search.toLowerCase()))
    .filter((cohort) => type === null || cohort.is_static === (type === "static"))
    .filter((cohort) => creator === null || String(cohort.created_by) === creator)
    .filter((cohort) => query.get("hide_behavioral_cohorts") !== "true" || !isBehavioral(cohort));
  const show = (cohort: CohortDocument): JsonObject => {
    const row = { ...readCohort(call, cohort), search_match_type: search === "" ? null : "exact" };
    if (query.get("basic") !== "true") return row;
    const { filters: _1, query: _2, groups: _3, ...basic } = row as JsonObject;
    return basic;
  };
  return ok(page(call, ordered(rows, "-created_at"), show));
}

const isBehavioral = (cohort: CohortDocument): boolean =>
  cohortLeaves(cohort.filters).some((leaf) => leaf.type === "behavioral");
