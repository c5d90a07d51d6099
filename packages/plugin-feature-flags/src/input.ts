import type { DefinitionOptions, Reference } from "@posthog-definitions/core";
import type { FlagProperty } from "./conditions.js";

/** A condition set: who it is for, and how many of them get the flag. */
export interface FlagGroup {
  /** Conditions that must all hold. Default: none, which everybody meets. */
  readonly properties?: readonly FlagProperty[] | null;
  /** Share of those who meet the conditions, 0–100; fractions are fine. Default: 100. */
  readonly rollout_percentage?: number | null;
  /** The variant that they all get. Default: by the variants' shares. */
  readonly variant?: string | null;
  /** A note shown in PostHog. Default: none. */
  readonly description?: string | null;
  /**
   * Number of the group type (0–4) that this set is released by: all of a company, say, gets the same. `null` = persons.
   * Default: what `filters.aggregation_group_type_index` says, else persons.
   */
  readonly aggregation_group_type_index?: number | null;
}

/** One of several values that a flag can take. */
export interface FlagVariant {
  /** What the code sees. 1–400 letters, digits, `_`, `.`, `/` and `-`; unique in the flag. */
  readonly key: string;
  /** Shown in PostHog. Default: none. */
  readonly name?: string | null;
  /** Share of those who get the flag, 0–100. All shares together are 100; `33.33` three times is fine. */
  readonly rollout_percentage: number;
  /** A note shown in PostHog. Default: none. */
  readonly description?: string | null;
}

/** The variants, as PostHog nests them. */
export interface FlagMultivariate {
  /** In the order in which shares are handed out. */
  readonly variants: readonly FlagVariant[];
}

/** Persons who are kept out of the flag, whatever its conditions say. */
export interface FlagHoldout {
  /** The holdout: its definition, `ref("experiment-holdout", …)`, `lookup("experiment-holdout", { name })`, or an id of this one project. */
  readonly id: Reference<"experiment-holdout"> | number;
  /** Share that is kept out, 0–100. */
  readonly exclusion_percentage: number;
}

/** Who gets the flag, and what they get. */
export interface FlagFilters {
  /** Condition sets, looked through from the top; the first that fits decides. An empty list = nobody. */
  readonly groups?: readonly FlagGroup[];
  /** Variants. Default: none, an on/off flag. */
  readonly multivariate?: FlagMultivariate | null;
  /**
   * Data that comes with the flag: by variant key, or under `true` for an on/off flag. Any JSON value; a string that is
   * JSON text stands for what it says, as in PostHog's API. An encrypted payload is `env("NAME")`. Default: none.
   */
  readonly payloads?: Readonly<Record<string, unknown>> | null;
  /** The group type (0–4) of all condition sets that name none of their own. Default: persons. */
  readonly aggregation_group_type_index?: number | null;
  /** A holdout; `null` = none. Left alone when absent: experiments write it. */
  readonly holdout?: FlagHoldout | null;
  /** Whether persons may opt in through an early access feature. Left alone when absent: early access features write it. */
  readonly feature_enrollment?: boolean | null;
  /** Stop at the first condition set that fits, instead of looking at those below it. Not in every organisation. Default: `false`. */
  readonly early_exit?: boolean | null;
  /** @deprecated PostHog strips it; `feature_enrollment` took its place. Accepted with a warning, and not sent. */
  readonly super_groups?: unknown;
}

/** A feature flag. */
export interface FeatureFlagInput extends DefinitionOptions {
  /** The flag's own key, which code asks for. 1–200 letters, digits, `_` and `-`; unique in the project. */
  readonly key: string;
  /** What the flag is for, shown in PostHog as its description; trimmed. Default: empty. */
  readonly name?: string;
  /** Whether the flag is on. Left alone when absent, so that it can be switched in PostHog; created active. */
  readonly active?: boolean;
  /** Put away for good; needs `active: false`. Left alone when absent. */
  readonly archived?: boolean;
  /** Tags, trimmed and lower-cased. Left alone when absent. */
  readonly tags?: readonly string[];
  /** Who gets the flag, in PostHog's own form. Left alone when absent; created for nobody. */
  readonly filters?: FlagFilters;
  /** Short for one condition set without conditions: this share of everybody, 0–100. */
  readonly rollout?: number;
  /** Short for `filters.groups`. */
  readonly groups?: readonly FlagGroup[];
  /** Short for `filters.multivariate.variants`; also as shares by key: `{ control: 50, test: 50 }`. */
  readonly variants?: readonly FlagVariant[] | Readonly<Record<string, number>>;
  /** Short for `filters.payloads`. */
  readonly payloads?: Readonly<Record<string, unknown>>;
  /** Keep the value that a person got before logging in. Not with `bucketing_identifier: "device_id"`. Default: `false`. */
  readonly ensure_experience_continuity?: boolean | null;
  /** The flag only carries a payload, for everybody: its condition sets are at 100 %. Default: `false`. */
  readonly is_remote_configuration?: boolean | null;
  /** Encrypt the payload; needs `is_remote_configuration` and `payloads: { true: env("NAME") }`. Default: `false`. */
  readonly has_encrypted_payloads?: boolean | null;
  /** Where the flag may be evaluated. Default: `all`. */
  readonly evaluation_runtime?: "server" | "client" | "all" | null;
  /** What decides who falls into which share. Default: `distinct_id`. */
  readonly bucketing_identifier?: "distinct_id" | "device_id" | null;
  /**
   * Contexts that the flag is evaluated in, at most 50; trimmed and lower-cased. Not kept, and warned about, where the
   * organisation lacks the feature. Left alone when absent.
   */
  readonly evaluation_contexts?: readonly string[];
  /** Whether PostHog collects enriched analytics for the flag. Left alone when absent. */
  readonly has_enriched_analytics?: boolean;
  /**
   * Dashboards linked to the flag: definitions, `ref("dashboard", …)`, `lookup("dashboard", { name })`, or ids of this one
   * project. PostHog only adds links: those that are not named here stay. Left alone when absent.
   */
  readonly analytics_dashboards?: readonly (Reference<"dashboard"> | number)[];
}
