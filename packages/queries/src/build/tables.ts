import type { DataTableNode, DataTableOptions, DataTableSource } from "../types/data-table.js";
import type {
  ActorsQuery,
  ActorsQueryInput,
  EventsQuery,
  EventsQueryInput,
  GroupsQuery,
  GroupsQueryInput,
  SessionsQuery,
  SessionsQueryInput,
} from "../types/tables.js";
import { made } from "./node.js";

/** A table with a choice of columns and controls: `dataTable(eventsQuery({ … }), { pinnedColumns: ["timestamp"] })`. */
export function dataTable(source: DataTableSource, options?: DataTableOptions): DataTableNode {
  return made("DataTableNode", { source, ...options }, dataTable);
}

/** A list of events: `eventsQuery({ select: ["timestamp", "event", "person"], event: "$exception", after: "-24h" })`. */
export function eventsQuery(input: EventsQueryInput): EventsQuery {
  return made("EventsQuery", input, eventsQuery);
}

/** A list of sessions: `sessionsQuery({ select: ["session_id", "$session_duration"] })`. */
export function sessionsQuery(input: SessionsQueryInput): SessionsQuery {
  return made("SessionsQuery", input, sessionsQuery);
}

/** A list of persons: `actorsQuery({ select: ["person", "created_at"], properties: [inCohort(powerUsers)] })`. */
export function actorsQuery(input: ActorsQueryInput = {}): ActorsQuery {
  return made("ActorsQuery", input, actorsQuery);
}

/** A list of groups, given the number of their type: `groupsQuery({ group_type_index: 0 })`. */
export function groupsQuery(input: GroupsQueryInput): GroupsQuery {
  return made("GroupsQuery", input, groupsQuery);
}
