import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import type { TableDefinition } from "../../store/table.js";
import { hasCohort } from "../feature-flags/filters/references.js";
import { flags } from "../feature-flags/table.js";
import { insights } from "../insights/table.js";
import { cohortLeaves, cohorts, type CohortDocument } from "./table.js";

const referenced = (filters: JsonObject | null): number[] =>
  cohortLeaves(filters)
    .filter((leaf) => leaf.type === "cohort")
    .map((leaf) => Number(leaf.value));

/** Cohorts may be made of other cohorts of the project, but not of themselves. */
export function checkCycle(call: Call, id: number | undefined, filters: JsonObject | null): void {
  const walk = (next: number, seen: readonly number[]): void => {
    const cohort = call.table(cohorts).get(next);
    if (next === id || seen.includes(next))
      throw invalid("Cohorts cannot reference other cohorts in a loop.", "filters");
    if (!cohort || cohort.deleted || cohort.project !== call.project.id) {
      throw invalid("Invalid Cohort ID in filter", "filters");
    }
    for (const further of referenced(cohort.filters)) walk(further, [...seen, next]);
  };
  for (const first of referenced(filters)) walk(first, []);
}

/** Flags are evaluated without events, so a cohort that one uses must not come to need them. */
export function checkFlagUse(call: Call, cohort: CohortDocument, filters: JsonObject): void {
  const isBehavioral = cohortLeaves(filters).some((leaf) => leaf.type === "behavioral");
  if (isBehavioral && flagsWith(call, cohort.id).length > 0) {
    throw invalid(
      "Behavioral filters cannot be added to cohorts used in feature flags.",
      "filters",
      "behavioral_cohort_found",
    );
  }
}

/** @throws 400 that names whatever still uses the cohort. */
export function checkDeletion(call: Call, { id }: CohortDocument): void {
  const nameOf = (row: { id: number; name: string | null }) => row.name ?? String(row.id);
  const ofFlags = flagsWith(call, id).map((flag) => flag.key);
  const ofProjects = mentions(call.project.settings.test_account_filters, id) ? [call.project.name] : [];
  const ofInsights = live(call, insights).filter(({ query }) => mentions(query, id));
  const ofCohorts = live(call, cohorts).filter((other) => other.id !== id && referenced(other.filters).includes(id));
  refuseUse("used in", "active feature flag(s)", ofFlags, "the cohort from these feature flags");
  refuseUse(
    "used in 'Filter out internal and test users' for",
    "environment(s)",
    ofProjects,
    "the cohort from these test account filters",
  );
  refuseUse("used in", "insight(s)", ofInsights.map(nameOf), "the cohort from these insights");
  refuseUse(
    "used as criteria in",
    "other cohort(s)",
    ofCohorts.map(nameOf),
    "this cohort from those cohort definitions",
  );
}

function refuseUse(where: string, what: string, names: readonly string[], remove: string): void {
  if (names.length === 0) return;
  throw invalid(
    `This cohort is ${where} ${names.length} ${what}: ${names.join(", ")}. ` +
      `Please remove ${remove} before deleting it.`,
  );
}

const flagsWith = (call: Call, cohort: number) =>
  live(call, flags).filter((flag) => flag.active && hasCohort(flag.filters, cohort));

/** Rows of the project that are not deleted. */
const live = <D extends { id: number; project: number; deleted: boolean }>(
  call: Call,
  table: TableDefinition<D>,
): D[] =>
  call
    .table(table)
    .where({ project: call.project.id } as Partial<D>)
    .filter((row) => !row.deleted);

/** Whether a query or a list of filters has a condition on that cohort anywhere. */
function mentions(value: Json | undefined, cohort: number): boolean {
  if (Array.isArray(value)) return value.some((each) => mentions(each, cohort));
  if (!isObject(value)) return false;
  if (value.type === "cohort" && Number(value.value) === cohort) return true;
  return Object.values(value).some((each) => mentions(each, cohort));
}
