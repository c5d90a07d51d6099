import { z } from "zod";
import type {
  ActionConversionGoal,
  CompareFilter,
  ConversionGoal,
  DateRange,
  DateRangeInput,
  EventConversionGoal,
} from "../types/time.js";
import { choice } from "./choice.js";
import { reference } from "./reference.js";
import { flag, list, strict, text } from "./strict.js";
import { isObject } from "./wire.js";

export const interval = z.enum(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]);
export const windowUnit = z.enum(["second", "minute", "hour", "day", "week", "month"]);

/** Relative dates: an amount with its unit, rounded or not, or the start or end of the period that runs. */
const RELATIVE = /^(?:all|-?\d*[hdwmqysM](?:Start|End)?)$/;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;

export const isMoment = (value: string): boolean => ISO.test(value) || RELATIVE.test(value);

/** A moment, ISO or relative. PostHog keeps any text and fails when the query runs. */
export const moment = z.string().refine(isMoment, {
  error: 'expected an ISO date ("2026-01-31") or a relative one ("-7d", "-24h", "mStart", "all")',
});

const day = z.union([1, 2, 3, 4, 5, 6, 7].map((n) => z.literal(n as 1 | 2 | 3 | 4 | 5 | 6 | 7)));

const range = strict<DateRange>()({
  date_from: moment.nullable().optional(),
  date_to: moment.nullable().optional(),
  explicitDate: z.boolean().nullable().optional(),
  daysOfWeek: list(day).nullable().optional(),
  excludeIncompletePeriods: z.boolean().nullable().optional(),
});

export const dateRange = choice<DateRangeInput>()(
  { from: moment.transform((date_from) => ({ date_from })), range },
  (value) => (typeof value === "string" ? "from" : "range"),
);

export const compareFilter = strict<CompareFilter>()({ compare: flag, compare_to: text });

export const conversionGoal = choice<ConversionGoal>()(
  {
    action: strict<ActionConversionGoal>()({ actionId: reference("action") }),
    event: strict<EventConversionGoal>()({ customEventName: z.string() }),
  },
  (value) =>
    isObject(value) && "actionId" in value
      ? "action"
      : isObject(value) && "customEventName" in value
        ? "event"
        : { message: "expected `{ actionId }` or `{ customEventName }`" },
);
