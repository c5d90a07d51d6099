import { isDefinition, isRef, type Reference } from "@posthog-definitions/core";
import { eventNameOf, type EventName } from "@posthog-definitions/queries";
import type {
  Behaviour,
  BehavioralCondition,
  CohortInterval,
  Condition,
  ConditionGroup,
  EventConditions,
} from "./conditions.js";

/** A span of time: `"1 day"`, `"30 days"`, `"2 weeks"`. */
export type Span = `${number} ${CohortInterval | `${CohortInterval}s`}`;

/** An event: its name, or its definition; or an action: its definition, `ref("action", …)` or `lookup("action", { name })`. */
export type What = EventName | Reference<"action">;

/** When and how something was done. */
export interface Doing {
  /** How far back is looked: `"30 days"`. */
  readonly within?: Span;
  /** Instead of `within`: since when, as an ISO or relative date, such as `"-30d"`. */
  readonly since?: string;
  /** With `since`: until when. */
  readonly until?: string;
  /** Further conditions on the event: `where({ plan: "pro" })`. */
  readonly where?: EventConditions;
}

/** Exactly so often. */
export interface Exactly {
  /** Exactly so often. */
  readonly exact: number;
}
/** So often, or more. */
export interface AtLeast {
  /** So often, or more. */
  readonly gte: number;
}
/** So often, or less. */
export interface AtMost {
  /** So often, or less. */
  readonly lte: number;
}
/** More often than that. */
export interface MoreThan {
  /** More often than that. */
  readonly gt: number;
}
/** Less often than that. */
export interface LessThan {
  /** Less often than that. */
  readonly lt: number;
}

/** How often something was done: `{ gte: 3 }`, or a number for exactly so often. */
export type Times = number | Exactly | AtLeast | AtMost | MoreThan | LessThan;

/** When something was done, and what came after it. */
export interface DoingThen extends Doing {
  /** How long the second thing may take: `"7 days"`. */
  readonly then: Span;
}

/** In how many periods something was done. */
export interface DoingRegularly {
  /** How often within each period. Default: at least once. */
  readonly times?: Times;
  /** Further conditions on the event: `where({ plan: "pro" })`. */
  readonly where?: EventConditions;
  /** The length of a period: `"1 week"`. */
  readonly every: Span;
  /** In how many of the periods, at least. */
  readonly atLeast: number;
  /** How many periods are looked at, the last ones. */
  readonly of: number;
}

/** When something was done, and for how long it was not done since. */
export interface DoingUntil extends Doing {
  /** The last span, in which it was not done: `"7 days"`. */
  readonly but: Span;
}

/** When something was done again, and after how long a break. */
export interface DoingAgain extends Doing {
  /** How long the break was: `"30 days"`. */
  readonly after: Span;
}

/** How often, when and how something was done. */
export interface DoingOften extends Doing {
  /** How often. Default: at least once. */
  readonly times?: Times;
}

/** Persons who did something: `did("invoice paid", { within: "30 days", times: { gte: 3 } })`. */
export const did = (what: What, how: DoingOften = {}): BehavioralCondition => behaviour(what, how, often(how.times));

/** Persons who did not do something: `didNot("signed in", { within: "2 weeks" })`. */
export const didNot = (what: What, how: DoingOften = {}): BehavioralCondition =>
  Object.freeze({ ...did(what, how), negation: true });

/** Persons who did something for the first time: `didFirst("file uploaded", { within: "1 week" })`. */
export const didFirst = (what: What, how: Doing = {}): BehavioralCondition =>
  behaviour(what, how, { value: "performed_event_first_time" });

/** Persons who did something and then something else: `didThen("signed up", "invited", { within: "30 days", then: "7 days" })`. */
export const didThen = (first: What, second: What, how: DoingThen): BehavioralCondition =>
  behaviour(first, how, { value: "performed_event_sequence", ...after(second), ...seqSpan(how.then) });

/**
 * Persons who do something in most periods: `didRegularly("signed in", { every: "1 week", atLeast: 3, of: 4 })` is in three of the
 * last four weeks.
 */
export const didRegularly = (what: What, how: DoingRegularly): BehavioralCondition =>
  behaviour(
    what,
    { within: how.every, ...(how.where === undefined ? {} : { where: how.where }) },
    {
      ...often(how.times ?? { gte: 1 }),
      value: "performed_event_regularly",
      min_periods: how.atLeast,
      total_periods: how.of,
    },
  );

/** Persons who did something within the longer span, but not within the shorter: `stoppedDoing("signed in", { within: "30 days", but: "7 days" })`. */
export const stoppedDoing = (what: What, how: DoingUntil): BehavioralCondition =>
  behaviour(what, how, { value: "stopped_performing_event", ...seqSpan(how.but) });

/** Persons who do something again after a break: `resumedDoing("signed in", { within: "7 days", after: "30 days" })`. */
export const resumedDoing = (what: What, how: DoingAgain): BehavioralCondition =>
  behaviour(what, how, { value: "restarted_performing_event", ...seqSpan(how.after) });

/** All of these must hold. */
export const matchAll = (...values: (Condition | ConditionGroup)[]): ConditionGroup =>
  Object.freeze({ type: "AND", values: Object.freeze(values) });

/** Any of these must hold: `matchAny(wherePerson({ plan: "pro" }), did("invoice paid"))`. */
export const matchAny = (...values: (Condition | ConditionGroup)[]): ConditionGroup =>
  Object.freeze({ type: "OR", values: Object.freeze(values) });

type Manner = { readonly value: Behaviour } & Partial<BehavioralCondition>;

function behaviour(what: What, { within, since, until, where }: Doing, manner: Manner): BehavioralCondition {
  return Object.freeze({
    type: "behavioral",
    key: keyOf(what),
    event_type: typeOf(what),
    ...(within === undefined ? {} : timeSpan(within)),
    ...(since === undefined ? {} : { explicit_datetime: since }),
    ...(until === undefined ? {} : { explicit_datetime_to: until }),
    ...(where === undefined ? {} : { event_filters: where }),
    ...manner,
  });
}

/** An event is known by its name. */
const keyOf = (what: What): string | Reference<"action"> =>
  eventNameOf(what as EventName) as string | Reference<"action">;
const typeOf = (what: What): "events" | "actions" => {
  const key = keyOf(what);
  return isDefinition(key) || isRef(key) ? "actions" : "events";
};

function often(times: Times | undefined): Manner {
  if (times === undefined) return { value: "performed_event" };
  const [operator, operator_value] = typeof times === "number" ? ["exact", times] : Object.entries(times)[0]!;
  return {
    value: "performed_event_multiple",
    operator: operator as "exact" | "gte" | "lte" | "gt" | "lt",
    operator_value: operator_value as number,
  };
}

const after = (what: What) => ({ seq_event: keyOf(what), seq_event_type: typeOf(what) });

const timeSpan = (span: Span) => {
  const [time_value, time_interval] = spanOf(span);
  return { time_value, time_interval };
};
const seqSpan = (span: Span) => {
  const [seq_time_value, seq_time_interval] = spanOf(span);
  return { seq_time_value, seq_time_interval };
};

/** What is no span is left for validation to refuse. */
function spanOf(span: Span): [amount: number, unit: CohortInterval] {
  const [amount, unit = ""] = span.split(" ");
  return [Number(amount), unit.replace(/s$/, "") as CohortInterval];
}
