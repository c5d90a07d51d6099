import type { Ref } from "@posthog-definitions/core";
import { links, side, type Facet } from "@posthog-definitions/core/kind";
import type { EventDefinitionRow, EventSchemaRow } from "./row.js";
import type { EventDefinitionSpec } from "./spec.js";

type Group = Ref<"property-group">;

/** `event_schemas/`: one request lists the links of all events. They are made and deleted, never changed. */
const schemas = side<EventSchemaRow>({ path: "event_schemas/", scope: "event_definition" });

export const propertyGroups: Facet<readonly Group[], EventDefinitionSpec, EventDefinitionRow> = links<
  "property-group",
  EventDefinitionSpec,
  EventDefinitionRow,
  EventSchemaRow
>({
  in: schemas,
  of: (row, link) => link.event_definition === row.id && link.property_group?.id !== undefined,
  to: (link, at) => at.ref("property-group", link.property_group!.id!),
  body: (group, self) => ({ event_definition: self, property_group_id: group }),
});

/** Properties to which two groups of an event give different types: no value fits both. */
export function quarrels(
  groups: readonly Group[],
  specOf: (group: Group) => Readonly<Record<string, unknown>> | undefined,
): { readonly index: number; readonly message: string }[] {
  const seen = new Map<string, { type: unknown; of: Group }>();
  return groups.flatMap((of, index) => {
    const properties = Object.entries((specOf(of)?.["properties"] ?? {}) as Record<string, { type?: unknown }>);
    return properties.flatMap(([name, { type }]) => {
      const other = seen.get(name);
      if (!other) seen.set(name, { type, of });
      if (!other || other.type === type) return [];
      const message = `\`${name}\` is ${String(type)} in ${of.key}, and ${String(other.type)} in ${other.of.key}: nothing is both.`;
      return [{ index, message }];
    });
  });
}
