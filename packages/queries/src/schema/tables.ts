import { z } from "zod";
import type {
  ActionStep,
  ActorsQuery,
  EventsQuery,
  GroupsQuery,
  PersonsNode,
  SessionAttributionExplorerQuery,
  SessionAttributionFilters,
  SessionsQuery,
} from "../types/tables.js";
import { hogqlQuery } from "./hogql.js";
import { dataNode, kind } from "./node.js";
import { filterList, groupFilters, personFilters, sessionFilters } from "./properties.js";
import { reference } from "./reference.js";
import { flag, integer, list, strict, text, texts } from "./strict.js";
import { dateRange, moment } from "./time.js";

export const page = { limit: integer, offset: integer };

const maybe = z.string().nullable().optional();
const matching = z.enum(["contains", "exact", "regex"]).nullable().optional();

const actionStep = strict<ActionStep>()({
  event: maybe,
  properties: filterList.optional(),
  selector: maybe,
  tag_name: maybe,
  text: maybe,
  text_matching: matching,
  href: maybe,
  href_matching: matching,
  url: maybe,
  url_matching: matching,
});

const rows = {
  ...dataNode,
  ...page,
  select: list(z.string()),
  where: texts,
  properties: filterList.optional(),
  filterTestAccounts: flag,
  event: maybe,
  actionId: reference("action").optional(),
  personId: text,
  before: moment.optional(),
  after: moment.optional(),
  orderBy: texts,
};

export const eventsQuery = strict<EventsQuery>()({
  kind: kind("EventsQuery"),
  ...rows,
  events: list(z.string()).nullable().optional(),
  actionSteps: list(actionStep).optional(),
});

export const sessionsQuery = strict<SessionsQuery>()({
  kind: kind("SessionsQuery"),
  ...rows,
  eventProperties: filterList.optional(),
});

export const actorsQuery = strict<ActorsQuery>()({
  kind: kind("ActorsQuery"),
  ...dataNode,
  ...page,
  select: texts,
  search: text,
  properties: personFilters.optional(),
  orderBy: texts,
  source: hogqlQuery.optional(),
});

export const groupsQuery = strict<GroupsQuery>()({
  kind: kind("GroupsQuery"),
  ...dataNode,
  ...page,
  group_type_index: z.int().min(0).max(4),
  select: texts,
  search: text,
  properties: groupFilters.optional(),
  orderBy: texts,
});

export const personsNode = strict<PersonsNode>()({
  kind: kind("PersonsNode"),
  ...dataNode,
  ...page,
  search: text,
  cohort: reference("cohort").optional(),
  distinctId: text,
  properties: personFilters.optional(),
});

export const sessionAttributionExplorerQuery = strict<SessionAttributionExplorerQuery>()({
  kind: kind("SessionAttributionExplorerQuery"),
  ...dataNode,
  ...page,
  groupBy: list(z.enum(["ChannelType", "Medium", "Source", "Campaign", "AdIds", "ReferringDomain", "InitialURL"])),
  filters: strict<SessionAttributionFilters>()({
    properties: sessionFilters.optional(),
    dateRange: dateRange.optional(),
  }).optional(),
});
