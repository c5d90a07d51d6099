import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
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
export function checkDeletion(call: Call, cohort: CohortDocument): void {
  const users = [
    {
      what: "active feature flag(s)",
      names: flagsWith(call, cohort.id).map((flag) => flag.key),
      then: "Please remove the cohort from these feature flags before deleting it.",
    },
    {
      what: "'Filter out internal and test users' for environment(s)",
      names: mentions(call.project.settings.test_account_filters, cohort.id) ? [call.project.name] : [],
      then: "Please remove the cohort from these filters before deleting it.",
    },
    {
      what: "insight(s)",
      names: liveInsights(call)
        .filter(({ query }) => mentions(query, cohort.id))
        .map(({ name, id }) => name ?? String(id)),
      then: "Please remove the cohort from these insights before deleting it.",
    },
    {
      what: "other cohort(s)",
      names: liveCohorts(call)
        .filter((other) => other.id !== cohort.id && referenced(other.filters).includes(cohort.id))
        .map(({ name, id }) => name ?? String(id)),
      then: "Please remove the cohort from these cohorts before deleting it.",
    },
  ];
  for (const { what, names, then } of users) {
    if (names.length > 0) throw invalid(useText(what, names, then));
  }
}

function useText(what: string, names: readonly string[], then: string): string {
  if (what.startsWith("'")) {
    return `This cohort is used in 'Filter out internal and test users' for ${names.length} environment(s): ${names.join(", ")}. ${then}`;
  }
  const where = what === "other cohort(s)" ? "used as criteria in" : "used in";
  return `This cohort is ${where} ${names.length} ${what}: ${names.join(", ")}. ${then}`;
}

const flagsWith = (call: Call, cohort: number) =>
  call
    .table(flags)
    .where({ project: call.project.id })
    .filter((flag) => !flag.deleted && flag.active && hasCohort(flag.filters, cohort));

const liveInsights = (call: Call) =>
  call
    .table(insights)
    .where({ project: call.project.id })
    .filter((insight) => !insight.deleted);

const liveCohorts = (call: Call) =>
  call
    .table(cohorts)
    .where({ project: call.project.id })
    .filter((cohort) => !cohort.deleted);

/** Whether a query or a list of filters has a condition on that cohort anywhere. */
function mentions(value: Json | undefined, cohort: number): boolean {
  if (Array.isArray(value)) return value.some((each) => mentions(each, cohort));
  if (!isObject(value)) return false;
  if (value.type === "cohort" && Number(value.value) === cohort) return true;
  return Object.values(value).some((each) => mentions(each, cohort));
}
