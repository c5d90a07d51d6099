import { isDefinition, type Definition } from "@posthog-definitions/core";
import type { EventName, NamedEvent } from "../types/event-name.js";

/** Whether a value is the definition of an event. */
export const isEventDefinition = (value: unknown): value is Definition<"event-definition", NamedEvent> =>
  isDefinition(value) && value.kind === "event-definition";

/** The name that events have on the wire. What is neither a name nor a definition of an event comes back as it is. */
export const eventNameOf = (event: EventName): string => (isEventDefinition(event) ? event.spec.name : event);
