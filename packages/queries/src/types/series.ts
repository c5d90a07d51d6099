import type { Reference } from "@posthog-definitions/core";
import type { CurrencyCode } from "./currency.js";
import type { EventName } from "./event-name.js";
import type { FunnelMath, LifecycleMath, MathType, SeriesMath } from "./math.js";
import type { TaxonomicGroup } from "./taxonomy.js";
import type { FilterListInput } from "./where.js";

/** The currency of a monetary property: fixed, or held by another property. */
export interface RevenueCurrency {
  /** Name of the property that holds the currency's code. */
  readonly property?: string;
  /** The currency, when it is always the same. */
  readonly static?: CurrencyCode;
}

/**
 * What every series may say, whatever it counts. Not generic, as {@link SeriesFields} is no interface, so that a field is
 * one and the same in all kinds of series: editors show no comment for a field that a union has in several forms.
 */
export interface SeriesOptions {
  /** Name of the event or action, as the UI writes it. Only shown. */
  readonly name?: string;
  /** Your own label for the series. Only shown. */
  readonly custom_name?: string;
  /** The property that is summed, averaged …; needed with `avg`, `sum`, `min`, `max`, `median`, `p75`–`p99`. */
  readonly math_property?: string;
  /** What `math_property` belongs to: `event_properties`, `person_properties`, `session_properties` … */
  readonly math_property_type?: TaxonomicGroup;
  /** The currency of `math_property`, to convert it to the project's. */
  readonly math_property_revenue_currency?: RevenueCurrency;
  /** A SQL aggregation, such as `count(distinct properties.order_id)`; needed with `hogql`. */
  readonly math_hogql?: string;
  /** Number of the group type, 0–4; needed with `unique_group` and its kin. */
  readonly math_group_type_index?: 0 | 1 | 2 | 3 | 4;
  /** Every value is multiplied by this. */
  readonly math_multiplier?: number;
  /** Conditions on the event; all must hold. */
  readonly properties?: FilterListInput;
  /** The schema version stamped by PostHog's UI. Accepted in pasted queries, never compared, never sent. */
  readonly version?: number | null;
}

/** What every series may say, with the ways in which it can be counted. */
export type SeriesFields<M extends MathType = SeriesMath> = SeriesOptions & {
  /** How it is counted. Default: `total`. */
  readonly math?: M;
};

/** Which event is counted. */
export interface OfEvent {
  /** The event: its name, or its definition; `null`: all events. */
  readonly event: EventName | null;
}

/** Says that a node counts events. */
export interface OfEventsKind {
  /** An event, or all of them where none is named. */
  readonly kind: "EventsNode";
}

/** Counts an event: `{ event: "signed up" }`. */
export interface EventSeries<M extends MathType = SeriesMath> extends SeriesFields<M>, OfEvent {}

/** Counts one event, in PostHog's form. */
export interface EventNode<M extends MathType = SeriesMath> extends SeriesFields<M>, OfEventsKind, OfEvent {}

/** Counts all events, in PostHog's form. */
export interface AllEventsNode<M extends MathType = SeriesMath> extends SeriesFields<M>, OfEventsKind {}

/** What an events node may be, in one interface. */
export interface AnyEventsNode<M extends MathType = SeriesMath>
  extends SeriesFields<M>, OfEventsKind, Partial<OfEvent> {}

/** Counts an event, or all of them, in PostHog's form. */
export type EventsNode<M extends MathType = SeriesMath> = EventNode<M> | AllEventsNode<M>;

/** Counts an action, in PostHog's form. */
export interface ActionsNode<M extends MathType = SeriesMath> extends SeriesFields<M> {
  /** An action. */
  readonly kind: "ActionsNode";
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly id: number | Reference<"action">;
}

/** Counts an action: `{ action: checkoutCompleted }`. */
export interface ActionSeries<M extends MathType = SeriesMath> extends SeriesFields<M> {
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly action: number | Reference<"action">;
}

/** Counts rows of a table in the data warehouse. */
export interface DataWarehouseNode<M extends MathType = SeriesMath> extends SeriesFields<M> {
  /** A table of the data warehouse. */
  readonly kind: "DataWarehouseNode";
  /** Any id; the UI writes the table's name. */
  readonly id: string;
  /** Column that tells rows apart. */
  readonly id_field: string;
  /** Name of the table. */
  readonly table_name: string;
  /** Column with the time of a row. */
  readonly timestamp_field: string;
  /** Column with the person's distinct id. */
  readonly distinct_id_field: string;
  /** Kind of source the table comes from. */
  readonly dw_source_type?: string;
}

/** Several events or actions counted as one series. */
export interface GroupNode<M extends MathType = SeriesMath> extends SeriesFields<M> {
  /** A series of several. */
  readonly kind: "GroupNode";
  /** `OR`: an event counts when it is any of `nodes`. */
  readonly operator: "AND" | "OR";
  /** What is counted together. */
  readonly nodes: readonly (
    EventName | EventSeries<M> | ActionSeries<M> | EventsNode<M> | ActionsNode<M> | DataWarehouseNode<M>
  )[];
}

/** A series of trends: an event's name or definition, `{ event }`, `{ action }`, or a node of PostHog's. */
export type TrendsSeries =
  EventName | EventSeries | ActionSeries | EventsNode | ActionsNode | DataWarehouseNode | GroupNode;

/** A series of stickiness: an event's name or definition, `{ event }`, `{ action }`, or a node of PostHog's. */
export type StickinessSeries = EventName | EventSeries | ActionSeries | EventsNode | ActionsNode | DataWarehouseNode;

/** What a funnel's step may say beyond a series. */
export interface FunnelStepFields {
  /** `true`: people may leave this step out. Not for the first step, nor in an unordered funnel. Default: `false`. */
  readonly optionalInFunnel?: boolean;
}

/** A funnel's step that is an event: `{ event: "signed up" }`. */
export interface FunnelEventSeries extends EventSeries<FunnelMath>, FunnelStepFields {}

/** A funnel's step that is an action: `{ action: checkoutCompleted }`. */
export interface FunnelActionSeries extends ActionSeries<FunnelMath>, FunnelStepFields {}

/** A funnel's step that is an event, in PostHog's form. */
export type FunnelEventsNode = EventsNode<FunnelMath> & FunnelStepFields;

/** A funnel's step that is an action, in PostHog's form. */
export interface FunnelActionsNode extends ActionsNode<FunnelMath>, FunnelStepFields {}

/** A funnel's step of several events or actions. */
export interface FunnelGroupNode extends GroupNode<FunnelMath>, FunnelStepFields {}

/** A funnel's step in the data warehouse. */
export interface FunnelsDataWarehouseNode extends SeriesFields<FunnelMath>, FunnelStepFields {
  /** A table of the data warehouse. */
  readonly kind: "FunnelsDataWarehouseNode";
  /** Any id; the UI writes the table's name. */
  readonly id: string;
  /** Column that tells rows apart. */
  readonly id_field: string;
  /** Name of the table. */
  readonly table_name: string;
  /** Column with the time of a row. */
  readonly timestamp_field: string;
  /** Column or expression by which rows of the steps belong together. */
  readonly aggregation_target_field: string;
  /** Kind of source the table comes from. */
  readonly dw_source_type?: string;
}

/** A step of a funnel: an event's name or definition, `{ event }`, `{ action }`, or a node of PostHog's. */
export type FunnelStep =
  | EventName
  | FunnelEventSeries
  | FunnelActionSeries
  | FunnelEventsNode
  | FunnelActionsNode
  | FunnelGroupNode
  | FunnelsDataWarehouseNode;

/** What lifecycle counts in the data warehouse. */
export interface LifecycleDataWarehouseNode extends SeriesFields<LifecycleMath> {
  /** A table of the data warehouse. */
  readonly kind: "LifecycleDataWarehouseNode";
  /** Any id; the UI writes the table's name. */
  readonly id: string;
  /** Name of the table. */
  readonly table_name: string;
  /** Column with the time of a row. */
  readonly timestamp_field: string;
  /** Column or expression that says whose lifecycle it is. */
  readonly aggregation_target_field: string;
  /** Column with the time at which that somebody first appeared. */
  readonly created_at_field: string;
}

/** The series of lifecycle: an event's name or definition, `{ event }`, `{ action }`, or a node of PostHog's. */
export type LifecycleSeries =
  | EventName
  | EventSeries<LifecycleMath>
  | ActionSeries<LifecycleMath>
  | EventsNode<LifecycleMath>
  | ActionsNode<LifecycleMath>
  | LifecycleDataWarehouseNode;
