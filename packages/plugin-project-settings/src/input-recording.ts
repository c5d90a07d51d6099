import type { Reference } from "@posthog-definitions/core";

/** The flag that must be on for a session to be recorded. */
export interface LinkedFlag {
  /** The flag: its definition, `ref(…)` or `lookup("feature-flag", { key: "…" })`. */
  readonly flag: Reference<"feature-flag">;
  /** The variant that the person must have. Default: any. */
  readonly variant?: string;
}

/** The same in PostHog's form, which ties the file to one project. */
export interface RawLinkedFlag {
  /** Number of the flag. */
  readonly id: number | string;
  /** Key of the flag. */
  readonly key: string;
  /** The variant that the person must have. Default: any. */
  readonly variant?: string;
}

/** An address at which recording starts or stops. */
export interface RecordingTrigger {
  /** What is looked for in the address, as a regular expression. */
  readonly url: string;
  /** How it is compared: there is one way. */
  readonly matching: "regex";
}

/** What the AI summaries of recordings may look at. Each member by itself; `null` says nothing. */
export interface ReplaySummaries {
  /** Whether recordings are summarised. */
  readonly opt_in?: boolean | null;
  /** Events that matter most. */
  readonly preferred_events?: readonly string[] | null;
  /** Events that are passed over. */
  readonly excluded_events?: readonly string[] | null;
  /** Properties of events that are told. */
  readonly included_event_properties?: readonly string[] | null;
  /** Properties of persons that are told. */
  readonly important_user_properties?: readonly string[] | null;
}

/** Further settings of recordings. Members of the file join those that are there. */
export interface ReplayConfig {
  /** Whether canvas elements are recorded. */
  readonly record_canvas?: boolean | null;
  /** AI summaries. Its members join those that are there, too; `null` takes them away. */
  readonly ai_config?: ReplaySummaries | null;
}

/** A condition that the browser itself can look at. */
export interface TriggerProperty {
  /** Name of the property. */
  readonly key: string;
  /** Of the event or of the person. */
  readonly type: "event" | "person";
  /** How it is compared. Default: `exact`. */
  readonly operator?: "exact" | "is_not" | "icontains" | "not_icontains" | "regex" | "not_regex" | "gt" | "lt";
  /** What it is compared with. */
  readonly value: string | number | boolean | null | readonly (string | number | boolean)[];
}

/** An event that starts a recording, with conditions on it. */
export interface TriggerEvent {
  /** Name of the event. */
  readonly name: string;
  /** Conditions, all of which must hold. Default: none. */
  readonly properties?: readonly TriggerProperty[];
}

/** A flag that must be on, in PostHog's form. */
export interface TriggerFlag {
  /** Key of the flag. */
  readonly key: string;
  /** The variant that the person must have. Default: any. */
  readonly variant?: string;
  /** Number of the flag, which PostHog does not look at. */
  readonly id?: number;
}

/** What must happen for a group to record. */
export interface TriggerConditions {
  /** Whether any or all of what follows must fit. */
  readonly matchType?: "any" | "all";
  /** Events, by name or with conditions. */
  readonly events?: readonly (string | TriggerEvent)[];
  /** Addresses. */
  readonly urls?: readonly RecordingTrigger[];
  /** A flag that must be on: its definition, `ref(…)`, its key, or its key and a variant. PostHog keeps the key alone. */
  readonly flag?: Reference<"feature-flag"> | string | TriggerFlag | null;
  /** Conditions that hold for all of the group. */
  readonly properties?: readonly TriggerProperty[];
}

/** Sessions that fit some conditions, and how many of them are recorded. */
export interface TriggerGroup {
  /** Any id that is unique in the list. */
  readonly id: string;
  /** What it is called. */
  readonly name?: string;
  /** Share of the sessions that is recorded, from 0 to 1. */
  readonly sampleRate: number;
  /** Milliseconds that a session must last, from 0 to 30000. Default: 0. */
  readonly minDurationMs?: number;
  /** What must happen. `{}`: nothing. */
  readonly conditions: TriggerConditions;
}

/** Groups of triggers, which take the place of the older trigger settings. A session that any group takes is recorded. */
export interface TriggerGroups {
  /** Always 2. */
  readonly version: 2;
  /** The groups. */
  readonly groups: readonly TriggerGroup[];
  /** Share of the sessions that fit no group, from 0 to 1. */
  readonly fallbackSampleRate?: number;
}
