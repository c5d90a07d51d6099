import { factory, type Definition, type Reference } from "@posthog-definitions/core";
import type { EventDefinitionInput } from "./input.js";

/** References to property groups, in the order in which they are written. */
export type GroupReferences = readonly Reference<"property-group">[];

/** The definition of an event, whose name and property groups are part of its type. */
export type EventDefinition<Name extends string = string, G extends GroupReferences = GroupReferences> = Definition<
  "event-definition",
  Omit<EventDefinitionInput, "name" | "propertyGroups"> & { readonly name: Name; readonly propertyGroups?: G }
>;

/**
 * An event: what is known about it, and which properties it has.
 *
 * ```ts
 * export const upgraded = eventDefinition({
 *   key: "upgraded",
 *   name: "user upgraded",
 *   description: "Somebody has chosen a paid plan",
 *   propertyGroups: [billing],
 * });
 * ```
 */
export const eventDefinition: <const Name extends string, const G extends GroupReferences = readonly []>(
  input: EventDefinitionInput & { readonly name: Name; readonly propertyGroups?: G },
) => EventDefinition<Name, G> = factory<"event-definition", EventDefinitionInput>("event-definition") as never;

export { createTypedPostHog } from "./capture.js";
export type { CaptureClient, CapturedNames, PropertiesOf, TypedPostHog } from "./capture-types.js";
export type { EnforcementMode, EventDefinitionInput } from "./input.js";
