import type { Reference } from "@posthog-definitions/core";
import type { CohortFilter, HogQLFilter } from "../types/filters.js";
import type { Conditions, FilterInput, PropertyGroupFilter, Where } from "../types/where.js";
import { noted } from "./node.js";

/** Conditions on event properties, all of which must hold: `where({ plan: "pro", seats: { gte: 5 } })`. */
export function where(conditions: Conditions): Where<"event"> {
  return noted({ where: conditions }, where);
}

/** Conditions on person properties: `wherePerson({ email: { icontains: "@example.com" } })`. */
export function wherePerson(conditions: Conditions): Where<"person"> {
  return noted({ where: conditions, type: "person" as const }, wherePerson);
}

/** Conditions on session properties: `whereSession({ $channel_type: "Direct" })`. */
export function whereSession(conditions: Conditions): Where<"session"> {
  return noted({ where: conditions, type: "session" as const }, whereSession);
}

/** Conditions on properties of a group, given the number of its type, 0–4: `whereGroup(0, { plan: "pro" })`. */
export function whereGroup(group_type_index: number, conditions: Conditions): Where<"group"> {
  return noted({ where: conditions, type: "group" as const, group_type_index }, whereGroup);
}

/** A condition in SQL: `whereSql("properties.price > 10")`. */
export function whereSql(expression: string): HogQLFilter {
  return noted({ type: "hogql" as const, key: expression }, whereSql);
}

/** Persons in a cohort: `inCohort(powerUsers)`, `inCohort(lookup("cohort", { name: "Power users" }))`. */
export function inCohort(cohort: number | Reference<"cohort">): CohortFilter {
  return noted({ type: "cohort" as const, key: "id" as const, operator: "in" as const, value: cohort }, inCohort);
}

/** Persons who are not in a cohort. */
export function notInCohort(cohort: number | Reference<"cohort">): CohortFilter {
  return noted(
    { type: "cohort" as const, key: "id" as const, operator: "not_in" as const, value: cohort },
    notInCohort,
  );
}

/** All of these must hold: `and(where({ plan: "pro" }), or(…))`. */
export function and(...values: (FilterInput | PropertyGroupFilter)[]): PropertyGroupFilter {
  return noted({ type: "AND" as const, values }, and);
}

/** Any of these must hold: `or(where({ plan: "pro" }), inCohort(powerUsers))`. */
export function or(...values: (FilterInput | PropertyGroupFilter)[]): PropertyGroupFilter {
  return noted({ type: "OR" as const, values }, or);
}
