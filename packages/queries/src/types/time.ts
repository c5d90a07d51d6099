import type { Reference } from "@posthog-definitions/core";

/** The width of one point of a time axis. `second`, `quarter` and `year` need a recent server. */
export type IntervalType = "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** Unit of a conversion window. */
export type WindowUnit = "second" | "minute" | "hour" | "day" | "week" | "month";

/** The span of time that a query looks at. */
export interface DateRange {
  /**
   * Where it starts: an ISO date or time (`"2026-01-01"`), or relative to now: `"-7d"`, `"-24h"`, `"mStart"`,
   * `"-1mStart"`, `"yStart"`, `"all"`. Units: `h` hour, `d` day, `w` week, `m` month, `q` quarter, `y` year.
   * Default: the last 7 days.
   */
  readonly date_from?: string | null;
  /** Where it ends, in the same forms. Default: now. */
  readonly date_to?: string | null;
  /** `true`: take both ends to the second instead of rounding them to whole periods. Default: `false`. */
  readonly explicitDate?: boolean | null;
  /** Only these days of the week, 1 = Monday … 7 = Sunday, in the project's time zone. Needs a recent server. */
  readonly daysOfWeek?: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[] | null;
  /** `true`: leave out the period that is still running. Needs a recent server. */
  readonly excludeIncompletePeriods?: boolean | null;
}

/** A range of dates, or just where it starts: `"-30d"` is short for `{ date_from: "-30d" }`. */
export type DateRangeInput = string | DateRange;

/** Shows an earlier span of time beside the chosen one. */
export interface CompareFilter {
  /** Whether to compare at all. Default: `false`. */
  readonly compare?: boolean;
  /** How far back the other span lies: `"-1y"`, `"-14d"`. Default: the span right before. */
  readonly compare_to?: string;
}

/** A conversion goal that is an action. */
export interface ActionConversionGoal {
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly actionId: number | Reference<"action">;
}

/** A conversion goal that is an event. */
export interface EventConversionGoal {
  /** Name of the event. */
  readonly customEventName: string;
}

/** What counts as a conversion. */
export type ConversionGoal = ActionConversionGoal | EventConversionGoal;
