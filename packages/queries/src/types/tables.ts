import type { Reference } from "@posthog-definitions/core";
import type { HogQLQuery } from "./hogql.js";
import type { DataNode } from "./node.js";
import type { FilterListInput, GroupFilterInput, PersonFilterInput, SessionFilterInput } from "./where.js";
import type { DateRangeInput } from "./time.js";

/** How many rows a table has. */
export interface Page {
  /** At most so many rows. */
  readonly limit?: number;
  /** Leave out so many rows at the start. */
  readonly offset?: number;
}

/** One way of matching events, as an action has it. */
export interface ActionStep {
  /** Name of the event. */
  readonly event?: string | null;
  /** Conditions on the event; all must hold. */
  readonly properties?: FilterListInput;
  /** CSS selector of the clicked element. */
  readonly selector?: string | null;
  /** Tag of the clicked element. */
  readonly tag_name?: string | null;
  /** Text of the clicked element. */
  readonly text?: string | null;
  /** How `text` is compared. */
  readonly text_matching?: "contains" | "exact" | "regex" | null;
  /** Target of the clicked link. */
  readonly href?: string | null;
  /** How `href` is compared. */
  readonly href_matching?: "contains" | "exact" | "regex" | null;
  /** URL of the page. */
  readonly url?: string | null;
  /** How `url` is compared. */
  readonly url_matching?: "contains" | "exact" | "regex" | null;
}

/** What `eventsQuery(…)` takes: a list of events. */
export interface EventsQueryInput extends DataNode, Page {
  /** Columns, as SQL expressions; a trailing `-- Label` names one: `"properties.$current_url -- URL"`. */
  readonly select: readonly string[];
  /** Conditions, as SQL expressions; all must hold. */
  readonly where?: readonly string[];
  /** Conditions; all must hold. */
  readonly properties?: FilterListInput;
  /** `true`: leave out internal and test users. */
  readonly filterTestAccounts?: boolean;
  /** Only this event. */
  readonly event?: string | null;
  /** Only these events. */
  readonly events?: readonly string[] | null;
  /** Only events of this action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly actionId?: number | Reference<"action">;
  /** Only events that match one of these steps. Ignored with `actionId`. */
  readonly actionSteps?: readonly ActionStep[];
  /** Only events of this person. */
  readonly personId?: string;
  /** Only events before: ISO or relative. */
  readonly before?: string;
  /** Only events after: ISO or relative. */
  readonly after?: string;
  /** Columns to sort by: `["timestamp DESC"]`. */
  readonly orderBy?: readonly string[];
}

/** A list of events. */
export interface EventsQuery extends EventsQueryInput {
  /** Events. */
  readonly kind: "EventsQuery";
}

/** What `sessionsQuery(…)` takes: a list of sessions. */
export interface SessionsQueryInput extends DataNode, Page {
  /** Columns, as SQL expressions; a trailing `-- Label` names one. */
  readonly select: readonly string[];
  /** Conditions, as SQL expressions; all must hold. */
  readonly where?: readonly string[];
  /** Conditions on sessions; all must hold. */
  readonly properties?: FilterListInput;
  /** Conditions on the events of a session; all must hold. */
  readonly eventProperties?: FilterListInput;
  /** `true`: leave out internal and test users. */
  readonly filterTestAccounts?: boolean;
  /** Only sessions with this event. */
  readonly event?: string | null;
  /** Only sessions with this action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly actionId?: number | Reference<"action">;
  /** Only sessions of this person. */
  readonly personId?: string;
  /** Only sessions before: ISO or relative. */
  readonly before?: string;
  /** Only sessions after: ISO or relative. */
  readonly after?: string;
  /** Columns to sort by. */
  readonly orderBy?: readonly string[];
}

/** A list of sessions. */
export interface SessionsQuery extends SessionsQueryInput {
  /** Sessions. */
  readonly kind: "SessionsQuery";
}

/** What `actorsQuery(…)` takes: a list of persons. */
export interface ActorsQueryInput extends DataNode, Page {
  /** Columns, as SQL expressions. */
  readonly select?: readonly string[];
  /** Text to search for in names, addresses and ids. */
  readonly search?: string;
  /** Conditions on persons, cohorts or in SQL; all must hold. */
  readonly properties?: readonly PersonFilterInput[];
  /** Columns to sort by. */
  readonly orderBy?: readonly string[];
  /** A SQL query that gives the persons' ids. */
  readonly source?: HogQLQuery;
}

/** A list of persons. */
export interface ActorsQuery extends ActorsQueryInput {
  /** Persons. */
  readonly kind: "ActorsQuery";
}

/** What `groupsQuery(…)` takes: a list of groups. */
export interface GroupsQueryInput extends DataNode, Page {
  /** Number of the group type, 0–4. */
  readonly group_type_index: number;
  /** Columns, as SQL expressions. */
  readonly select?: readonly string[];
  /** Text to search for in names and keys. */
  readonly search?: string;
  /** Conditions on groups or in SQL; all must hold. */
  readonly properties?: readonly GroupFilterInput[];
  /** Columns to sort by. */
  readonly orderBy?: readonly string[];
}

/** A list of groups. */
export interface GroupsQuery extends GroupsQueryInput {
  /** Groups. */
  readonly kind: "GroupsQuery";
}

/**
 * A list of persons, as it was before `ActorsQuery`.
 * @deprecated Use {@link ActorsQuery}.
 */
export interface PersonsNode extends DataNode, Page {
  /** Persons. */
  readonly kind: "PersonsNode";
  /** Text to search for. */
  readonly search?: string;
  /** Only persons in this cohort: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly cohort?: number | Reference<"cohort">;
  /** Only the person with this distinct id. */
  readonly distinctId?: string;
  /** Conditions on persons; all must hold. */
  readonly properties?: readonly PersonFilterInput[];
}

/** Span of time and conditions of a {@link SessionAttributionExplorerQuery}. */
export interface SessionAttributionFilters {
  /** Conditions on sessions; all must hold. */
  readonly properties?: readonly SessionFilterInput[];
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange?: DateRangeInput;
}

/** Sessions by where they came from. */
export interface SessionAttributionExplorerQuery extends DataNode, Page {
  /** Sessions by origin. */
  readonly kind: "SessionAttributionExplorerQuery";
  /** What the rows are made of. */
  readonly groupBy: readonly (
    "ChannelType" | "Medium" | "Source" | "Campaign" | "AdIds" | "ReferringDomain" | "InitialURL"
  )[];
  /** Span of time and conditions. */
  readonly filters?: SessionAttributionFilters;
}
