import type { Json, JsonObject } from "../../../json.js";
import type { Call } from "../../../server/call.js";
import { invalid } from "../../../server/errors.js";
import { cohortLeaves, cohorts, type CohortDocument } from "../../cohorts/table.js";
import { flags, type FlagDocument } from "../table.js";
import { allProperties, type Part } from "./parts.js";

/** Ids of the flags that `filters` depend on. */
export function dependenciesOf(filters: JsonObject): number[] {
  return allProperties(filters)
    .filter(({ value }) => value.type === "flag")
    .map(({ value }) => Number(value.key));
}

/** Flags of the project that are live, active, and depend on the given one. */
export function activeDependents(call: Call, id: number): FlagDocument[] {
  return call
    .table(flags)
    .where({ project: call.project.id })
    .filter((flag) => !flag.deleted && flag.active && flag.id !== id && dependenciesOf(flag.filters).includes(id));
}

/** Checks everything that `filters` name: cohorts, other flags, and regular expressions. */
export function checkReferences(call: Call, filters: JsonObject, flag: FlagDocument | undefined): void {
  const before = allProperties(flag?.filters ?? {}).map(({ value }) => JSON.stringify(value.value ?? null));
  for (const part of allProperties(filters)) {
    const { type } = part.value;
    if (type === "cohort") checkCohort(call, part.value.value ?? null);
    if (type === "flag") checkDependency(call, part.value.key ?? null, flag);
    checkPattern(part, before);
  }
  if (flag) checkCycle(call, flag, filters);
}

function checkCohort(call: Call, value: Json, seen: readonly number[] = []): void {
  const id = Number(value);
  const cohort = call.table(cohorts).get(id);
  if (!cohort || cohort.deleted || cohort.project !== call.project.id) {
    throw invalid(`Cohort with id ${String(value)} does not exist`, "filters", "cohort_does_not_exist");
  }
  if (cohort.is_static || seen.includes(id)) return;
  for (const leaf of cohortLeaves(cohort.filters)) {
    if (leaf.type === "behavioral") throw behavioural(cohort, leaf);
    if (leaf.type === "cohort") checkCohort(call, leaf.value ?? null, [...seen, id]);
  }
}

const behavioural = (cohort: CohortDocument, leaf: JsonObject) =>
  invalid(
    `Cohort '${cohort.name ?? ""}' has an event-based condition on '${String(leaf.key)}' (${String(leaf.value)}) ` +
      "and cannot be used in feature flags.",
    "filters",
    "behavioral_cohort_found",
  );

function checkDependency(call: Call, key: Json, flag: FlagDocument | undefined): void {
  if (!/^\d+$/.test(String(key))) {
    const rule = "Flag dependencies must reference flag IDs (integers), not flag keys.";
    throw invalid(`${rule} Invalid reference: '${String(key)}'`, "filters");
  }
  const id = Number(key);
  if (flag?.id === id) throw invalid(`Feature flag '${flag.key}' cannot depend on itself`, "filters");
  const dependency = call.table(flags).get(id);
  if (!dependency || dependency.deleted || dependency.project !== call.project.id) {
    throw invalid(`Flag dependency references non-existent flag with ID ${id}`, "filters");
  }
  // A dependency that was there before may have been disabled since.
  if (!dependency.active && !dependenciesOf(flag?.filters ?? {}).includes(id)) {
    throw invalid(
      `Cannot create dependency on disabled flag '${dependency.key}' (ID: ${id}). ` +
        "Flag dependencies must reference active flags only.",
      "filters",
    );
  }
}

function checkCycle(call: Call, flag: FlagDocument, filters: JsonObject): void {
  const walk = (id: number, path: readonly FlagDocument[]): void => {
    const next = call.table(flags).get(id);
    if (!next) return;
    if (next.id === flag.id) {
      const names = [...path, flag].map((each) => each.key);
      throw invalid(`Circular dependency detected: ${names.join(" → ")}`, "filters");
    }
    if (path.some((each) => each.id === next.id)) return;
    for (const further of dependenciesOf(next.filters)) walk(further, [...path, next]);
  };
  for (const id of dependenciesOf(filters)) walk(id, [flag]);
}

/** A pattern that is already stored is not checked again. */
function checkPattern({ path, value: property }: Part, before: readonly string[]): void {
  const { operator, value = null } = property;
  if (operator !== "regex" && operator !== "not_regex") return;
  if (typeof value !== "string" || before.includes(JSON.stringify(value)) || isPattern(value)) return;
  throw invalid(`${path}.value: invalid regex pattern`, "filters");
}

function isPattern(pattern: string): boolean {
  try {
    // RE2, which PostHog uses, has flags in front that JavaScript does not know.
    new RegExp(pattern.replace(/^\(\?[a-z]+\)/, ""));
    return true;
  } catch {
    return false;
  }
}

export const hasCohort = (filters: JsonObject, id: number): boolean =>
  allProperties(filters).some(({ value }) => value.type === "cohort" && Number(value.value) === id);
