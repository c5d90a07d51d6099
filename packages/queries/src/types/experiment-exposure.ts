import type { Reference } from "@posthog-definitions/core";
import type { EventName } from "./event-name.js";
import type { FilterListInput } from "./where.js";

/** An event that puts people into an experiment: `{ event: "checkout opened" }`. */
export interface ExposureEvent {
  /** The event: its name, or its definition. It must carry the property `$feature/<flag key>`. */
  readonly event: EventName;
  /** Conditions on the event; all must hold. Default: none. */
  readonly properties?: FilterListInput;
}

/** An event that puts people into an experiment, in PostHog's form. */
export interface ExperimentEventExposureConfig extends ExposureEvent {
  /** An event. */
  readonly kind: "ExperimentEventExposureConfig";
  /** A schema version. Accepted in pasted configurations, never compared, never sent. */
  readonly version?: number | null;
}

/** An action that puts people into an experiment: `{ action: checkoutOpened }`. */
export interface ExposureAction {
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly action: number | Reference<"action">;
  /** Conditions on the event; all must hold. Default: none. */
  readonly properties?: FilterListInput;
}

/** An action that puts people into an experiment, in PostHog's form. */
export interface ExperimentActionExposureConfig {
  /** An action. */
  readonly kind: "ActionsNode";
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly id: number | Reference<"action">;
  /** Conditions on the event; all must hold. Default: none. */
  readonly properties?: FilterListInput;
  /** Name of the action, kept by the UI. Accepted in pasted configurations, never compared, never sent. */
  readonly name?: string | null;
  /** A schema version. Accepted in pasted configurations, never compared, never sent. */
  readonly version?: number | null;
}

/** What puts people into an experiment: an event's name or definition, `{ event }`, `{ action }`, or a node of PostHog's. */
export type ExperimentExposureConfig =
  EventName | ExposureEvent | ExposureAction | ExperimentEventExposureConfig | ExperimentActionExposureConfig;

/** Who counts as being in an experiment. */
export interface ExperimentExposureCriteria {
  /** `true`: leave out the project's own people, as set up under "Filter out internal and test users". */
  readonly filterTestAccounts?: boolean;
  /** What puts people into the experiment. Default: the call that gets the flag's value, `$feature_flag_called`. */
  readonly exposure_config?: ExperimentExposureConfig;
  /** What becomes of people who saw several variants: left out, or counted with the first. Default: `exclude`. */
  readonly multiple_variant_handling?: "exclude" | "first_seen";
}
