import type { Reference } from "@posthog-definitions/core";
import type { CohortFilter, FilterScalar, HogQLFilter, PropertyOperator, Where } from "@posthog-definitions/queries";

/** Members that PostHog adds to every condition. Accepted, so that what was copied from its API loads, and ignored. */
export interface CompiledMembers {
  /** Ignored. */
  readonly bytecode?: unknown;
  /** Ignored. */
  readonly bytecode_error?: unknown;
  /** Ignored. */
  readonly conditionHash?: unknown;
}

/** A property of the person: `{ type: "person", key: "plan", operator: "exact", value: ["pro"] }`. `wherePerson(…)` is short for it. */
export interface PersonCondition extends CompiledMembers {
  /** `person`: a property; `person_metadata`: a column of the person, such as `created_at`. */
  readonly type: "person" | "person_metadata";
  /** Name of the property. */
  readonly key: string;
  /** How it is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** What it is compared with. Needed by all operators but `is_set` and `is_not_set`. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
  /** `true`: persons of whom it does not hold. Default: `false`. */
  readonly negation?: boolean | null;
}

/** Membership of another cohort, as `inCohort(…)` and `notInCohort(…)` write it. Cohorts may not go round in a circle. */
export interface CohortCondition extends CohortFilter, CompiledMembers {
  /** `true`: persons who are not in it. Default: `false`. */
  readonly negation?: boolean | null;
}

/** A property of the event, or of the element that was clicked. */
export interface EventCondition {
  /** `event`: a property; `element`: `tag_name`, `text`, `href` or `selector` of the clicked element. */
  readonly type: "event" | "element";
  /** Name of the property. */
  readonly key: string;
  /** How it is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** What it is compared with. Needed by all operators but `is_set` and `is_not_set`. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
}

/** Further conditions on an event, all of which must hold; `where(…)` is short for them. */
export type EventConditions = readonly (EventCondition | HogQLFilter | Where<"event">)[] | Where<"event">;

/** Units in which cohorts count time. */
export type CohortInterval = "minute" | "hour" | "day" | "week" | "month" | "year";

/**
 * What somebody did.
 *
 * - `performed_event`: did it, within `time_value` × `time_interval` or since `explicit_datetime`
 * - `performed_event_multiple`: did it so many times (`operator`, `operator_value`)
 * - `performed_event_sequence`: did it, and then `seq_event` within `seq_time_value` × `seq_time_interval`
 * - `performed_event_first_time`: did it for the first time
 * - `performed_event_regularly`: in `min_periods` of the last `total_periods` periods of `time_value` × `time_interval`
 * - `stopped_performing_event`: did it before, and not within `seq_time_value` × `seq_time_interval`
 * - `restarted_performing_event`: did it again after a break
 */
export type Behaviour =
  | "performed_event"
  | "performed_event_multiple"
  | "performed_event_sequence"
  | "performed_event_first_time"
  | "performed_event_regularly"
  | "stopped_performing_event"
  | "restarted_performing_event";

/** Persons who did something, in PostHog's own form. `did(…)` and its like write it shorter. */
export interface BehavioralCondition extends CompiledMembers {
  /** What somebody did. */
  readonly type: "behavioral";
  /** Name of the event; or the action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly key: string | number | Reference<"action">;
  /** Whether `key` is an event or an action. */
  readonly event_type: "events" | "actions";
  /** How it was done. */
  readonly value: Behaviour;
  /** `true`: persons who did not. Default: `false`. */
  readonly negation?: boolean | null;
  /** How the number of times is compared. Default: left out, which PostHog takes for `exact`. */
  readonly operator?: PropertyOperator | null;
  /** The number of times. */
  readonly operator_value?: number | null;
  /** Within the last so many `time_interval`s. */
  readonly time_value?: number | null;
  /** Unit of `time_value`. */
  readonly time_interval?: CohortInterval | null;
  /** Start of the span instead of `time_value`: an ISO or relative date. */
  readonly explicit_datetime?: string | null;
  /** End of the span: an ISO or relative date. */
  readonly explicit_datetime_to?: string | null;
  /** What comes after: name of the event, or the action. */
  readonly seq_event?: string | number | Reference<"action"> | null;
  /** Whether `seq_event` is an event or an action. */
  readonly seq_event_type?: "events" | "actions" | null;
  /** Within so many `seq_time_interval`s. */
  readonly seq_time_value?: number | null;
  /** Unit of `seq_time_value`. */
  readonly seq_time_interval?: CohortInterval | null;
  /** How many periods are looked at. */
  readonly total_periods?: number | null;
  /** In how many of them it was done at least. */
  readonly min_periods?: number | null;
  /** Further conditions on the event; all must hold. */
  readonly event_filters?: EventConditions | null;
}

/** One condition. A `wherePerson({ … })` stands for one per property, all of which must hold. */
export type Condition = PersonCondition | CohortCondition | BehavioralCondition | Where<"person" | "person_metadata">;

/** Conditions joined by AND or OR, to any depth; `matchAll(…)` and `matchAny(…)` make them. */
export interface ConditionGroup {
  /** Whether all or any of `values` must hold. */
  readonly type: "AND" | "OR";
  /** Conditions and further groups. */
  readonly values: readonly (Condition | ConditionGroup)[];
}
