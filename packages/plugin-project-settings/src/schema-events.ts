import {
  choice,
  eventName,
  filterList,
  reference,
  stickinessSeries,
  type Schema,
} from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { ActionGoal, CustomerEvent, EventGoal, MarketingConversionGoal, TableGoal } from "./input-configs.js";
import { json } from "./schema-values.js";

/** What newer servers keep in a goal is kept. */
const goal = <I>(shape: z.core.$ZodLooseShape) =>
  z.looseObject({
    ...shape,
    name: z.string().min(1),
    schema_map: json,
    properties: filterList.optional(),
  }) as unknown as Schema<I>;

const goals = {
  EventsNode: goal<EventGoal>({ kind: z.literal("EventsNode"), event: eventName.nullable().optional() }),
  ActionsNode: goal<ActionGoal>({ kind: z.literal("ActionsNode"), id: reference("action") }),
  DataWarehouseNode: goal<TableGoal>({ kind: z.literal("DataWarehouseNode") }),
};
const KINDS = Object.keys(goals) as (keyof typeof goals)[];

const kindOf = (value: unknown): unknown => (value as { kind?: unknown } | null | undefined)?.kind;

export const conversionGoal = choice<MarketingConversionGoal>()(goals, (value) => {
  const kind = kindOf(value);
  return KINDS.find((each) => each === kind) ?? { message: `expected a goal with a \`kind\`: ${KINDS.join(", ")}` };
});

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

/** Where there is none, PostHog has an empty object. */
export const customerEvent = choice<CustomerEvent>()(
  {
    none: z.unknown().transform(() => ({})) as unknown as Schema<Readonly<Record<string, never>> | null>,
    event: stickinessSeries as unknown as Schema<Exclude<CustomerEvent, Readonly<Record<string, never>> | null>>,
  },
  (value) => {
    if (kindOf(value) === "DataWarehouseNode") return { message: "expected an event or an action", path: ["kind"] };
    return isNothing(value) ? "none" : "event";
  },
);
