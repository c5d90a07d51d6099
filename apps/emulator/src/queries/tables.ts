import { dateRange, modifiers, queryLogTags } from "./blocks.js";
import { filterList, filterListOf, filtersOrGroup } from "./property-filters.js";
import {
  all,
  anyOf,
  anything,
  boolean,
  integer,
  listOf,
  mapOf,
  node,
  number,
  object,
  string,
  words,
  type Members,
} from "./shape.js";

/** SQL and table sources. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

const base: Members = { modifiers, tags: queryLogTags };
const strings = listOf(string);
const paging: Members = all(integer, "limit offset");

export const hogQLVariable = object(all(string, "variableId code_name"), { value: anything, isNull: boolean });

export const hogQLQuery = node(
  "HogQLQuery",
  { query: string },
  {
    ...base,
    filters: object({}, { properties: filterList, dateRange, filterTestAccounts: boolean }),
    variables: mapOf(hogQLVariable),
    values: mapOf(anything),
    ...all(string, "name connectionId"),
    ...all(boolean, "sendRawQuery explain"),
  },
);

export const hogQuery = node("HogQuery", {}, { ...base, code: string });

const matching = words("contains exact regex");

export const eventsQuery = node(
  "EventsQuery",
  { select: strings },
  {
    ...base,
    ...paging,
    ...all(strings, "where events orderBy"),
    properties: filterList,
    fixedProperties: filtersOrGroup,
    filterTestAccounts: boolean,
    ...all(string, "event personId before after"),
    actionId: integer,
    actionSteps: listOf(
      object(
        {},
        {
          ...all(string, "event selector tag_name text href url"),
          ...all(matching, "text_matching href_matching url_matching"),
          properties: filterList,
        },
      ),
    ),
    source: anything,
  },
);

export const sessionsQuery = node(
  "SessionsQuery",
  { select: strings },
  {
    ...base,
    ...paging,
    ...all(strings, "where orderBy"),
    ...all(filterList, "properties eventProperties"),
    fixedProperties: filtersOrGroup,
    filterTestAccounts: boolean,
    ...all(string, "event personId before after"),
    actionId: integer,
  },
);

export const actorsQuery = node(
  "ActorsQuery",
  {},
  {
    ...base,
    ...paging,
    ...all(strings, "select orderBy"),
    search: string,
    properties: filtersOrGroup,
    fixedProperties: filtersOrGroup,
    source: anything,
  },
);

export const groupsQuery = node(
  "GroupsQuery",
  { group_type_index: integer },
  { ...base, ...paging, ...all(strings, "select orderBy"), search: string, properties: filterListOf("group", "hogql") },
);

export const personsNode = node(
  "PersonsNode",
  {},
  {
    ...base,
    ...paging,
    ...all(string, "search distinctId"),
    cohort: integer,
    properties: filterList,
    fixedProperties: filterList,
  },
);

export const tracesQuery = node(
  "TracesQuery",
  {},
  {
    ...base,
    ...paging,
    dateRange,
    ...all(boolean, "filterTestAccounts filterSupportTraces includeSentiment randomOrder showColumnConfigurator"),
    properties: filterList,
    ...all(string, "personId groupKey searchTerm"),
    groupTypeIndex: integer,
  },
);

export const traceQuery = node(
  "TraceQuery",
  { traceId: string },
  { ...base, dateRange, properties: filterList, includeSentiment: boolean },
);

export const sessionAttributionExplorerQuery = node(
  "SessionAttributionExplorerQuery",
  { groupBy: listOf(words("ChannelType Medium Source Campaign AdIds ReferringDomain InitialURL")) },
  { ...base, ...paging, filters: object({}, { properties: filterListOf("session"), dateRange }) },
);

export const errorTrackingQuery = node(
  "ErrorTrackingQuery",
  {
    orderBy: words("last_seen first_seen occurrences users sessions"),
    dateRange,
    volumeResolution: integer,
  },
  {
    ...base,
    ...paging,
    orderDirection: words("ASC DESC"),
    ...all(string, "issueId searchQuery personId groupKey"),
    status: words("archived active resolved pending_release suppressed all"),
    assignee: object({ type: words("user role"), id: anyOf(string, number) }),
    filterGroup: filtersOrGroup,
    ...all(boolean, "filterTestAccounts withAggregations withFirstEvent withLastEvent useQueryV2 useQueryV3"),
    groupTypeIndex: integer,
    pendingFingerprintIssueStateUpdates: anything,
  },
);
