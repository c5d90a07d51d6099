import { choice, filterOptions, list, strict, whereOf, type Schema } from "@posthog-definitions/queries/schema";
import type { ComparisonFilter, Where } from "@posthog-definitions/queries";
import { z } from "zod";
import type { HoldoutCondition, HoldoutGroup } from "./input.js";

const LONGEST = 400;

/** The server trims text and counts code points. */
const characters = z
  .string()
  .trim()
  .refine((text) => [...text].length <= LONGEST, { error: `has more than ${LONGEST} characters` });

const where = whereOf(["person", "group"]);
const { cohort, group, flag } = filterOptions;
const person = filterOptions.comparison as unknown as Schema<ComparisonFilter<"person">>;
const TYPES = ["person", "group", "cohort", "flag"] as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const condition = choice<HoldoutCondition>()({ person, group, cohort, flag, where }, (value) => {
  if (!isObject(value)) return { message: 'expected a condition, such as `wherePerson({ plan: "pro" })`' };
  if ("where" in value) return "where";
  const type = TYPES.find((each) => each === value["type"]);
  return type ?? { message: `expected a condition with a \`type\`: one of ${TYPES.join(", ")}`, path: ["type"] };
});

/** A `wherePerson(…)` stands for several conditions. */
const conditions = choice<readonly HoldoutCondition[] | Where<"person" | "group">>()(
  {
    list: list(condition).transform((all) => all.flat()) as unknown as Schema<readonly HoldoutCondition[]>,
    where,
  },
  (value) => (isObject(value) && "where" in value ? "where" : "list"),
);

const holdoutGroup = strict<HoldoutGroup>()({
  properties: conditions.optional(),
  rollout_percentage: z.number().min(0).max(100),
  variant: z.string().nullable().optional(),
});

export const spec = z.strictObject({
  name: characters.refine((name) => name !== "", { error: "PostHog wants a name" }),
  description: characters.default(""),
  filters: list(holdoutGroup).refine((groups) => groups.length > 0, {
    error: "expected at least one group, such as `{ rollout_percentage: 10 }`",
  }) as unknown as Schema<readonly HoldoutGroup[], readonly Group[]>,
});

/** A group in its normal form. */
export interface Group {
  readonly properties?: readonly unknown[];
  readonly rollout_percentage?: unknown;
}

/** A holdout in its normal form. */
export type ExperimentHoldoutSpec = z.output<typeof spec>;
