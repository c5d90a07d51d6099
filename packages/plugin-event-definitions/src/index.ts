import { factory } from "@posthog-definitions/core";
import type { Captured, EventDefinition, GroupReferences } from "./definition.js";
import type { EventDefinitionInput } from "./input.js";

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
  input: EventDefinitionInput & Captured<Name, G>,
) => EventDefinition<Name, G> = factory<"event-definition", EventDefinitionInput>("event-definition") as never;

export { createTypedPostHog } from "./capture.js";
export type { CaptureClient, CapturedNames, PropertiesOf, TypedPostHog } from "./capture-types.js";
export type { Captured, EventDefinition, GroupReferences } from "./definition.js";
export type { EnforcementMode, EventDefinitionInput } from "./input.js";
