import { property } from "@posthog-definitions/plugin-feature-flags/schema";
import { choice, list, strict, whereOf, type Schema } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { HoldoutCondition, HoldoutGroup, HoldoutWhere } from "./input.js";

const where = whereOf(["person", "group"]);
const isWhere = (value: unknown): boolean => typeof value === "object" && value !== null && "where" in value;

/** Conditions as flags have them, with each `where` spelt out in its place. */
const conditions = list(
  choice<HoldoutCondition>()({ property, where }, (value) => (isWhere(value) ? "where" : "property")),
).transform((items) => items.flat()) as unknown as Schema<readonly HoldoutCondition[]>;

const properties = choice<readonly HoldoutCondition[] | HoldoutWhere>()({ conditions, where }, (value) =>
  isWhere(value) ? "where" : "conditions",
);

const share = z.number().min(0).max(100);

export const group = strict<HoldoutGroup>()({
  properties: properties.nullable().optional(),
  rollout_percentage: share,
});

/** The server trims text and counts code points. */
const characters = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= most, { error: `has more than ${most} characters` });

export const spec = z.strictObject({
  name: characters(400).refine((text) => text !== "", { error: "PostHog wants a name" }),
  // How much room the mark leaves is looked at with the mark.
  description: z.string().trim().default(""),
  filters: list(group).optional(),
  exclusion_percentage: share.optional(),
});
