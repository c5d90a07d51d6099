import type { Definition, Reference } from "@posthog-definitions/core";
import type { EventDefinitionInput } from "./input.js";

/** References to property groups, in the order in which they are written. */
export type GroupReferences = readonly Reference<"property-group">[];

/** The definition of an event, whose name and property groups are part of its type. */
export type EventDefinition<Name extends string = string, G extends GroupReferences = GroupReferences> = Definition<
  "event-definition",
  Omit<EventDefinitionInput, "name" | "propertyGroups"> & Captured<Name, G>
>;

/** What typed capture knows of an event. */
export interface Captured<Name extends string, G extends GroupReferences> {
  /** Its name in PostHog. */
  readonly name: Name;
  /** The groups of properties that it has. */
  readonly propertyGroups?: G;
}
