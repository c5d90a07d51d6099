import type { Body, Path } from "@posthog-definitions/core";
import { collection, defineKind, marker, type Kind } from "@posthog-definitions/core/kind";
import {
  decodeProperties,
  encodeProperties,
  normalProperty,
  type NormalProperties,
  type NormalProperty,
} from "./properties.js";
import type { PropertyGroupRow } from "./row.js";
import { checkRules } from "./rules.js";
import { spec } from "./schema.js";

/** A group of properties in its normal form. */
export interface PropertyGroupSpec {
  readonly description: string;
  readonly properties: NormalProperties;
}

const MAX_NAME = 200;

/** `schema_property_groups/`: one request lists them all, with everything. */
export const propertyGroup: Kind<"property-group", PropertyGroupSpec, PropertyGroupRow> = defineKind<
  "property-group",
  PropertyGroupSpec,
  PropertyGroupRow
>({
  name: "property-group",
  plural: "property-groups",
  summary: "Property groups: properties that events have in common.",
  spec,
  keyRule: {
    pattern: /^[a-zA-Z][a-zA-Z0-9_-]*$/,
    max: 200,
    allowed: "a letter, then letters, digits, hyphens and underscores",
  },
  identity: marker("description"),
  unique: { field: "name" },
  api: collection<PropertyGroupRow>({ path: "schema_property_groups/", scope: "event_definition", remove: "hard" }),

  encode: (s, { row }): Body => ({
    description: s.description,
    properties: encodeProperties(s.properties, row?.properties),
  }),

  decode: (row): PropertyGroupSpec => ({
    description: row.description ?? "",
    properties: decodeProperties(row.properties),
  }),

  normalise: (s) => ({
    ...s,
    properties: Object.fromEntries(Object.entries(s.properties).map(([name, of]) => [name, normalProperty(of)])),
  }),

  check({ properties }, report) {
    for (const [name, property] of Object.entries(properties)) {
      checkName(name, (message) => report(["properties", name], message));
      checkProperty(property, (path, message) => report(["properties", name, "validation_rules", ...path], message));
    }
  },

  afterRemoval: "The events that have the group lose it, and stay.",
  title: (row) => row.name,
  url: () => "data-management/schema",
  attr: ([field, ...path]) => [{ name: "key", validation_rules: "properties" }[String(field)] ?? field!, ...path],
});

export default [propertyGroup];

function checkName(name: string, report: (message: string) => void): void {
  if (name.trim() === "") report("A property needs a name.");
  else if (name !== name.trim()) report("PostHog takes the spaces around a name off, and events keep them.");
  if ([...name].length > MAX_NAME) report(`The name has more than ${MAX_NAME} characters.`);
}

function checkProperty({ type, validation_rules }: NormalProperty, report: (path: Path, message: string) => void) {
  if (validation_rules) checkRules(type, validation_rules, report);
}
