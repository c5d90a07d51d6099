import type { Reference } from "@posthog-definitions/core";
import type { BreakdownInput } from "./breakdown.js";
import type { EventName } from "./event-name.js";
import type { GroupAggregation, InsightSource } from "./insight-source.js";
import type { ChartDisplayType, ChartStyle, GoalLine } from "./presentation.js";
import type { FilterListInput } from "./where.js";

/** What starts or continues retention, in PostHog's form. */
export interface RetentionEntity {
  /** Name of the event; or the action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly id?: string | number | Reference<"action"> | null;
  /** Name as the UI writes it. Only shown. */
  readonly name?: string;
  /** What `id` is. `new_entity` and `groups` are made by the UI. Default: `events`. */
  readonly type?: "events" | "actions" | "data_warehouse" | "new_entity" | "groups";
  /** What `id` is, as a node's kind. */
  readonly kind?: "EventsNode" | "ActionsNode";
  /** Place in the editor. */
  readonly order?: number;
  /** Made by the UI. Never compared. */
  readonly uuid?: string;
  /** Your own label. Only shown. */
  readonly custom_name?: string;
  /** Conditions on the event; all must hold. */
  readonly properties?: FilterListInput;
  /** With `data_warehouse`: name of the table. */
  readonly table_name?: string;
  /** With `data_warehouse`: column with the time of a row, a date or a time. */
  readonly timestamp_field?: string;
  /** With `data_warehouse`: column or expression that says whose row it is. */
  readonly aggregation_target_field?: string;
}

/** An event: `{ event: "signed up" }`. */
export interface RetentionEvent {
  /** The event: its name, or its definition; `null`: all events. */
  readonly event: EventName | null;
  /** Your own label. Only shown. */
  readonly custom_name?: string;
  /** Conditions on the event; all must hold. */
  readonly properties?: FilterListInput;
}

/** An action: `{ action: checkoutCompleted }`. */
export interface RetentionAction {
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly action: number | Reference<"action">;
  /** Name as the UI writes it. Only shown. */
  readonly name?: string;
  /** Your own label. Only shown. */
  readonly custom_name?: string;
  /** Conditions on the event; all must hold. */
  readonly properties?: FilterListInput;
}

/** What starts or continues retention: an event's name, `{ event }`, `{ action }`, or PostHog's own form. */
export type RetentionEntityInput = EventName | RetentionEvent | RetentionAction | RetentionEntity;

/** How retention is computed and shown. */
export interface RetentionFilter {
  /** Width of one interval. Default: `Day`. */
  readonly period?: "Hour" | "Day" | "Week" | "Month";
  /** Number of intervals, the first one included; at most 100. Default: 8. */
  readonly totalIntervals?: number;
  /**
   * Who starts: everybody in each interval (`retention_recurring`), those who do it for the first time in the span
   * (`retention_first_time`), or for the first time ever (`retention_first_ever_occurrence`).
   */
  readonly retentionType?: "retention_recurring" | "retention_first_time" | "retention_first_ever_occurrence";
  /** Whether rates relate to the first interval (`total`) or the one before (`previous`). Default: `total`. */
  readonly retentionReference?: "total" | "previous";
  /** What starts. Default: `$pageview`. */
  readonly targetEntity?: RetentionEntityInput;
  /** What counts as coming back. Default: `$pageview`. */
  readonly returningEntity?: RetentionEntityInput;
  /** Coming back counts from so many times in an interval on. */
  readonly minimumOccurrences?: number;
  /** `true`: coming back in a later interval counts for the earlier ones too. */
  readonly cumulative?: boolean;
  /** Intervals by the calendar, or by 24 hours from the start on. Default: `strict_calendar_dates`. */
  readonly timeWindowMode?: "strict_calendar_dates" | "24_hour_windows";
  /** Widths of intervals of your own, in `period`s; at most 100, and at most 100 in sum. */
  readonly retentionCustomBrackets?: readonly number[];
  /** Persons, or the sum or average of a property. Default: `count`. */
  readonly aggregationType?: "count" | "sum" | "avg";
  /** With `sum` and `avg`: the property. */
  readonly aggregationProperty?: string;
  /** What `aggregationProperty` belongs to. Default: `event`. */
  readonly aggregationPropertyType?: "event" | "person" | "data_warehouse";
  /** Entities of the data warehouse only: they say themselves whose rows they are. */
  readonly customAggregationTarget?: boolean;
  /** Which mean the table shows. */
  readonly meanRetentionCalculation?: "simple" | "weighted" | "none";
  /** How the chart is drawn: `ActionsLineGraph` or `ActionsBar`. */
  readonly display?: ChartDisplayType;
  /** What a dashboard's tile shows. */
  readonly dashboardDisplay?: "table_only" | "graph_only" | "all";
  /** Draw the trend. */
  readonly showTrendLines?: boolean;
  /** The interval that the chart shows; `null`: all. */
  readonly selectedInterval?: number | null;
  /** Horizontal lines. */
  readonly goalLines?: readonly GoalLine[];
  /** Number of the first interval in labels. Default: 0. */
  readonly cohortLabelStartIndex?: number;
  /** How lines are drawn. Needs a recent server. */
  readonly chartStyle?: ChartStyle;
}

/** What `retention(…)` takes: who comes back, and when. */
export interface RetentionInput extends InsightSource, GroupAggregation {
  /** What starts, what counts as coming back, and how it is counted. May be `{}`. */
  readonly retentionFilter: RetentionFilter;
  /** Splits by a property: `"$os"`, or `{ breakdowns: [{ property, type }] }`. */
  readonly breakdownFilter?: BreakdownInput;
}

/** Who comes back, and when. */
export interface RetentionQuery extends RetentionInput {
  /** Retention. */
  readonly kind: "RetentionQuery";
}
