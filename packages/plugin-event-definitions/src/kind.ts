import type { Body } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  foldTags,
  marker,
  memberOf,
  organizationMember,
  tag,
  type Kind,
} from "@posthog-definitions/core/kind";
import { propertyGroups, quarrels } from "./groups.js";
import type { EventDefinitionRow } from "./row.js";
import { aliases, spec } from "./schema.js";
import { shorten } from "./shorten.js";
import type { EventDefinitionSpec } from "./spec.js";

/** `event_definitions/`: the list has everything, and only the list is read, since a look at one event is a write. */
export const eventDefinition: Kind<"event-definition", EventDefinitionSpec, EventDefinitionRow> = defineKind<
  "event-definition",
  EventDefinitionSpec,
  EventDefinitionRow
>({
  name: "event-definition",
  plural: "event-definitions",
  summary: "Event definitions: what is known about events, and which properties they have.",
  spec,
  aliases,
  keyRule: {
    pattern: /^[a-zA-Z0-9_$.:-]+$/,
    max: 200,
    allowed: "letters, digits, and the signs _ $ . : -",
  },
  identity: tag(),
  // Events come into being by being sent: whoever defines one means that one.
  unique: { field: "name", from: "name", adopts: true },
  immutable: { name: { then: "replace", why: "PostHog does not rename events." } },
  api: collection<EventDefinitionRow>({
    path: "event_definitions/",
    scope: "event_definition",
    // Ingestion moves rows in the usual order, and one that moves between two pages would be missed.
    lists: [{ ordering: "name" }],
    remove: "hard",
    rereadBy: "list",
  }),
  targets: [
    organizationMember,
    {
      name: "property-group",
      plural: "property-groups",
      identity: marker("description"),
      api: collection<object>({ path: "schema_property_groups/", scope: "event_definition", remove: "hard" }),
    },
  ],

  encode: (s, { row }): Body => ({
    name: s.name,
    // Builds without the enterprise package refuse the field, even when it says nothing.
    description: row === undefined && s.description === "" ? undefined : s.description,
    owner: s.owner,
    tags: s.tags,
    verified: s.verified,
    hidden: s.hidden,
    enforcement_mode: s.enforcementMode,
    primary_property: s.primaryProperty ?? null,
    default_columns: s.default_columns,
  }),

  decode: (row, at): Omit<EventDefinitionSpec, "propertyGroups"> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    owner: row.owner?.id === undefined ? null : memberOf({ ...row.owner, id: row.owner.id }, at),
    tags: foldTags(Array.isArray(row.tags) ? row.tags : []),
    verified: row.verified === true,
    hidden: row.hidden === true,
    enforcementMode: row.enforcement_mode ?? "allow",
    ...(row.primary_property ? { primaryProperty: row.primary_property } : {}),
    default_columns: Array.isArray(row.default_columns) ? row.default_columns : [],
  }),

  facets: { propertyGroups },

  normalise: ({ primaryProperty, ...s }) => ({ ...s, ...(primaryProperty ? { primaryProperty } : {}) }),

  check(s, report, at) {
    if (s.verified && s.hidden) report(["hidden"], "An event cannot be both hidden and verified.");
    for (const { index, message } of quarrels(s.propertyGroups, at.spec))
      report(["propertyGroups", index], message, "warning");
  },

  afterRemoval:
    "The next event of that name that PostHog receives makes the definition anew, with nothing but the name.",
  shorten,
  activity: { scope: "EventDefinition" },
  title: (row) => row.name,
  url: (row) => `data-management/events/${row.id}`,
  attr: ([field, ...path]) => [aliases[field as keyof typeof aliases] ?? field!, ...path],
});

export default [eventDefinition];
