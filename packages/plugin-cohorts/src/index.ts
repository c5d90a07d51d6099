import { factory, type Factory } from "@posthog-definitions/core";
import type { CohortInput } from "./input.js";

/**
 * A cohort: persons who have something in common.
 *
 * ```ts
 * export const powerUsers = cohort({
 *   key: "power-users",
 *   name: "Power users",
 *   criteria: [did("file uploaded", { within: "30 days", times: { gte: 10 } }), wherePerson({ plan: "pro" })],
 * });
 * ```
 */
export const cohort: Factory<"cohort", CohortInput> = factory<"cohort", CohortInput>("cohort");

export {
  did,
  didFirst,
  didNot,
  didRegularly,
  didThen,
  matchAll,
  matchAny,
  resumedDoing,
  stoppedDoing,
  type Doing,
  type DoingOften,
  type Span,
  type AtLeast,
  type AtMost,
  type DoingAgain,
  type DoingRegularly,
  type DoingThen,
  type DoingUntil,
  type Exactly,
  type LessThan,
  type MoreThan,
  type Times,
  type What,
} from "./helpers.js";
export type {
  BehavioralCondition,
  Behaviour,
  CohortCondition,
  CohortInterval,
  CompiledMembers,
  Condition,
  ConditionGroup,
  EventCondition,
  EventConditions,
  PersonCondition,
} from "./conditions.js";
export type { CohortFilters, CohortInput } from "./input.js";
