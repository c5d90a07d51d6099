import { choice, list, strict, whereOf, type Misfit, type Schema } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { Condition, ConditionGroup } from "../conditions.js";
import type { Criteria } from "../criteria.js";
import type { CohortFilters } from "../input.js";
import { behavioralCondition, cohortCondition, personCondition } from "./conditions.js";

type Members = readonly (Condition | ConditionGroup)[];
type Found = object | readonly object[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const byType = {
  person: "person",
  person_metadata: "person",
  cohort: "cohort",
  behavioral: "behavioral",
} as const;

type Option = "group" | "where" | (typeof byType)[keyof typeof byType];

function pick(value: unknown): Option | Misfit {
  const expected = "expected a condition, such as `did(…)`, `wherePerson({ … })` or `inCohort(…)`, or a group of them";
  if (!isObject(value)) return { message: expected };
  if ("values" in value) return "group";
  if ("where" in value) return "where";
  const { type } = value;
  if (typeof type === "string" && Object.hasOwn(byType, type)) return byType[type as keyof typeof byType];
  if (type === undefined) return { message: expected };
  const names = Object.keys(byType).join(", ");
  return {
    message: `${JSON.stringify(type)} is not a type of condition that fits here: one of ${names}`,
    path: ["type"],
  };
}

const member = choice<Condition | ConditionGroup>()(
  {
    group: z.lazy(() => conditionGroup) as unknown as Schema<ConditionGroup, object>,
    where: whereOf(["person", "person_metadata"]),
    person: personCondition,
    cohort: cohortCondition,
    behavioral: behavioralCondition,
  },
  pick,
) as Schema<Condition | ConditionGroup, Found>;

/** The conditions of a `wherePerson(…)` are members of a group that asks for all, and a group of their own in one that asks for any. */
const membersOf = (type: unknown, found: readonly Found[]): object[] =>
  found.flatMap((each) =>
    Array.isArray(each) && type === "OR" && each.length > 1 ? [{ type: "AND", values: each }] : (each as object),
  );

const conditionGroup: Schema<ConditionGroup, Criteria> = strict<ConditionGroup>()(
  { type: z.enum(["AND", "OR"]), values: list(member) as unknown as Schema<Members> },
  { lower: ({ type, values }) => ({ type, values: membersOf(type, values as Found[]) }) },
) as unknown as Schema<ConditionGroup, Criteria>;

export const filters = strict<CohortFilters>()({ properties: conditionGroup });

const allOf = (found: readonly Found[]): Criteria => ({ type: "AND", values: membersOf("AND", found) }) as Criteria;

/** Short for `filters.properties`. */
export const criteria = choice<Condition | ConditionGroup | Members>()(
  {
    list: list(member).transform(allOf),
    group: conditionGroup,
    one: member.transform((found) => allOf([found])) as Schema<Condition | ConditionGroup, Criteria>,
  },
  (value) => (Array.isArray(value) ? "list" : isObject(value) && "values" in value ? "group" : "one"),
) as Schema<Condition | ConditionGroup | Members, Criteria>;
