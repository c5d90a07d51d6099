import type { DefinitionOptions } from "@posthog-definitions/core";
import type { CohortQuery } from "@posthog-definitions/queries";
import type { Condition, ConditionGroup } from "./conditions.js";

/** The criteria of a cohort, as PostHog nests them. */
export interface CohortFilters {
  /** Conditions and groups of them. */
  readonly properties: ConditionGroup;
}

/** What `cohort({ … })` takes: one of `criteria`, `filters` and `query`, or `is_static` alone. */
export interface CohortInput extends DefinitionOptions {
  /** Name, at most 400 characters. Need not be unique. */
  readonly name: string;
  /** What it is for, at most 750 characters: PostHog takes 1000, and the mark stands behind it. Default: empty. */
  readonly description?: string;
  /**
   * Who is in it, in PostHog's own form. PostHog does not change the criteria of a static cohort. Left alone when absent,
   * which only a static cohort may be without.
   */
  readonly filters?: CohortFilters;
  /** Short for `filters.properties`: one condition, several that must all hold, or `matchAny(…)`. */
  readonly criteria?: Condition | ConditionGroup | readonly (Condition | ConditionGroup)[];
  /**
   * Fills a static cohort once, when it is created: `hogql("select person_id from …")`, or `actorsQuery({ … })`. A later
   * query is kept, but fills nothing. Left alone when absent.
   */
  readonly query?: CohortQuery;
  /** A fixed list of people, which is not managed here. Default: `true` with `query`, else `false`. */
  readonly is_static?: boolean;
  /** @deprecated PostHog works it out from the criteria. Accepted with a warning, and not sent. */
  readonly cohort_type?: string | null;
}
