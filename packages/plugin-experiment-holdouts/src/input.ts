import type { DefinitionOptions } from "@posthog-definitions/core";
import type { FlagProperty } from "@posthog-definitions/plugin-feature-flags";
import type { Where } from "@posthog-definitions/queries";

/** Conditions on persons or groups by name of the property: `wherePerson({ plan: "pro" })`, `whereGroup(0, { … })`. */
export type HoldoutWhere = Where<"person" | "group">;

/** One condition, as feature flags have them; a `wherePerson({ … })` stands for one per property. */
export type HoldoutCondition = FlagProperty | HoldoutWhere;

/** A condition set: who may be kept out, and how many of them are. */
export interface HoldoutGroup {
  /**
   * Conditions that must all hold. Default: none, which everybody meets. PostHog keeps them, but tells flags the share
   * alone.
   */
  readonly properties?: readonly HoldoutCondition[] | HoldoutWhere | null;
  /** Share that is kept out, 0–100; fractions are fine. Only that of the first set reaches flags. */
  readonly rollout_percentage: number;
}

/** What `experimentHoldout({ … })` takes: `filters`, or `exclusion_percentage` alone. */
export interface ExperimentHoldoutInput extends DefinitionOptions {
  /** Name, at most 400 characters. Need not be unique. */
  readonly name: string;
  /**
   * What it is for. PostHog takes 400 characters, the mark among them, which leaves some 330 with a short key; the error
   * says how many. Default: empty.
   */
  readonly description?: string;
  /**
   * Who is kept out, in PostHog's own form; at least one set. A change rewrites the flags of all experiments in the
   * holdout, running ones too. Not beside `exclusion_percentage`; one of the two is needed.
   */
  readonly filters?: readonly HoldoutGroup[];
  /** Short for `filters` with one set without conditions: this share of everybody, 0–100, is kept out. */
  readonly exclusion_percentage?: number;
}
