import { isRef, type Reference } from "@posthog-definitions/core";
import { refTo } from "@posthog-definitions/core/kind";
import type { HogQLFilter, Where } from "@posthog-definitions/queries";
import {
  choice,
  filterOptions,
  fittingValue,
  list,
  operator,
  reference,
  scalars,
  strict,
  whereOf,
  type Misfit,
  type Rule,
  type Schema,
} from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type {
  BehavioralCondition,
  CohortCondition,
  EventCondition,
  EventConditions,
  PersonCondition,
} from "../conditions.js";

const ignored = z.unknown().optional();
const compiled = { bytecode: ignored, bytecode_error: ignored, conditionHash: ignored };
const negation = z.boolean().nullable().optional();
const value = scalars.nullable().optional();
const amount = z.int().nullable().optional();
const text = z.string().nullable().optional();
const interval = z.enum(["minute", "hour", "day", "week", "month", "year"]).nullable().optional();
const events = z.enum(["events", "actions"]);

const compared = { key: z.string().min(1), operator: operator.optional(), value };

export const personCondition = strict<PersonCondition>()(
  { type: z.enum(["person", "person_metadata"]), ...compared, negation, ...compiled },
  { rules: [fittingValue] },
);

export const cohortCondition = strict<CohortCondition>()({
  type: z.literal("cohort"),
  key: z.literal("id"),
  value: reference("cohort"),
  operator: z.enum(["in", "not_in"]).optional(),
  label: z.string().optional(),
  cohort_name: z.string().optional(),
  negation,
  ...compiled,
});

const ofEvent = strict<EventCondition>()(
  { type: z.enum(["event", "element"]), ...compared },
  { rules: [fittingValue] },
);

const isWhere = (value: unknown): boolean => typeof value === "object" && value !== null && "where" in value;
const eventWhere = whereOf(["event"]);

const eventCondition = choice<EventCondition | HogQLFilter | Where<"event">>()(
  { ofEvent, hogql: filterOptions.hogql, where: eventWhere },
  (value): "ofEvent" | "hogql" | "where" | Misfit => {
    if (isWhere(value)) return "where";
    const type = (value as { type?: unknown } | null | undefined)?.type;
    if (type === "event" || type === "element") return "ofEvent";
    return type === "hogql"
      ? "hogql"
      : {
          message:
            'expected a condition on the event, such as `where({ plan: "pro" })`, of type event, element or hogql',
        };
  },
);

const eventConditions: Schema<EventConditions> = choice<EventConditions>()(
  {
    list: list(eventCondition).transform((items) => items.flat()) as unknown as Schema<
      Exclude<EventConditions, Where<"event">>
    >,
    where: eventWhere,
  },
  (value) => (isWhere(value) ? "where" : "list"),
);

/** The name of an event, or an action. */
const what = choice<string | number | Reference<"action">>()(
  { name: z.string().min(1), id: z.int(), action: refTo("action") as Schema<Reference<"action">> },
  (value) => (typeof value === "string" ? "name" : typeof value === "number" ? "id" : "action"),
);

/** An event by its name, an action by anything but. */
const fittingKind =
  (key: "key" | "seq_event", type: "event_type" | "seq_event_type"): Rule =>
  (condition, report) => {
    const [found, kind] = [condition[key], condition[type] ?? "events"];
    if (found === undefined || found === null) return;
    const isId = typeof found === "number" || (typeof found === "string" && /^\d+$/.test(found));
    if (kind === "actions" && !isId && !isRef(found))
      report(`with \`${type}: "actions"\`, expected an action's definition, ref("action", …) or its number`, key);
    if (kind === "events" && typeof found !== "string")
      report(`with \`${type}: "events"\`, expected an event's name`, key);
  };

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  performed_event_multiple: ["operator_value"],
  performed_event_sequence: ["seq_event"],
  performed_event_regularly: ["total_periods", "min_periods"],
};

const needs: Rule = (condition, report) => {
  for (const field of NEEDED[String(condition["value"])] ?? [])
    if (condition[field] === undefined || condition[field] === null)
      report(`is needed with \`value: "${String(condition["value"])}"\``, field);
};

const fittingPeriods: Rule = ({ min_periods, total_periods }, report) => {
  if (Number(min_periods) > Number(total_periods)) report("is more than `total_periods`", "min_periods");
};

export const behavioralCondition = strict<BehavioralCondition>()(
  {
    type: z.literal("behavioral"),
    key: what,
    event_type: events,
    value: z.enum([
      "performed_event",
      "performed_event_multiple",
      "performed_event_sequence",
      "performed_event_first_time",
      "performed_event_regularly",
      "stopped_performing_event",
      "restarted_performing_event",
    ]),
    negation,
    operator: operator.nullable().optional(),
    operator_value: amount,
    time_value: amount,
    time_interval: interval,
    explicit_datetime: text,
    explicit_datetime_to: text,
    seq_event: what.nullable().optional() as Schema<BehavioralCondition["seq_event"]>,
    seq_event_type: events.nullable().optional(),
    seq_time_value: amount,
    seq_time_interval: interval,
    total_periods: amount,
    min_periods: amount,
    event_filters: eventConditions.nullable().optional() as Schema<BehavioralCondition["event_filters"]>,
    ...compiled,
  },
  { rules: [fittingKind("key", "event_type"), fittingKind("seq_event", "seq_event_type"), needs, fittingPeriods] },
);
