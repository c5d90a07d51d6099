import type { DefinitionOptions } from "@posthog-definitions/core";
import type { CohortFilter, ComparisonFilter, FlagFilter, GroupFilter, Where } from "@posthog-definitions/queries";

/** A condition on a person or a group: `wherePerson({ plan: "pro" })`, `inCohort(staff)`, or one in PostHog's own form. */
export type HoldoutCondition =
  ComparisonFilter<"person"> | GroupFilter | CohortFilter | FlagFilter | Where<"person" | "group">;

/** Who is held out. */
export interface HoldoutGroup {
  /** Conditions that must all hold. PostHog keeps them, and no flag looks at them. Default: none. */
  readonly properties?: readonly HoldoutCondition[] | Where<"person" | "group">;
  /** Share of people who are kept out of every experiment with this holdout, 0–100; fractions are fine. */
  readonly rollout_percentage: number;
  /** PostHog's own, `holdout-<id>`. Accepted in pasted groups, never compared, never sent from here. */
  readonly variant?: string | null;
}

/** What `experimentHoldout({ … })` takes. */
export interface ExperimentHoldoutInput extends DefinitionOptions {
  /** Name, at most 400 characters. Need not be unique. */
  readonly name: string;
  /**
   * What it is for. PostHog takes 400 characters, and the mark by which the holdout is found again is among them: some
   * 330 are left, less the length of the key. Default: empty.
   */
  readonly description?: string;
  /**
   * Who is held out: at least one group, of which PostHog puts the percentage of the first into flags. A change rewrites the flags of
   * all experiments with this holdout, running ones too.
   */
  readonly filters: readonly HoldoutGroup[];
}
