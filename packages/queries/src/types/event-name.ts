import type { Definition } from "@posthog-definitions/core";

/** What a definition of an event says that a query needs. */
export interface NamedEvent {
  /** The name that the event has on the wire. */
  readonly name: string;
}

/** An event: its name, or the definition that names it. */
export type EventName = string | Definition<"event-definition", NamedEvent>;
