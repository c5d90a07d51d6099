import type { DefinitionOptions } from "@posthog-definitions/core";
import type { Query } from "@posthog-definitions/queries";

/** What `insight({ … })` takes. */
export interface InsightInput extends DefinitionOptions {
  /** Title, at most 400 characters. Need not be unique. */
  readonly name: string;
  /** Shown below the title, at most 400 characters. Default: empty. */
  readonly description?: string;
  /** What it shows: `trends({ … })`, `funnels({ … })`, `hogql(…)`, or any query in PostHog's own form. */
  readonly query: Query;
  /** Tags, in any order; PostHog trims and lower-cases them. Absent: left alone. */
  readonly tags?: readonly string[];
  /** Whether it is among the project's favourites. Absent: left alone; a new insight is not. */
  readonly favorited?: boolean;
  /**
   * The title that PostHog's UI makes up from the query and shows where `name` is empty, at most 400 characters. The UI
   * writes it anew on every edit of the query. Absent: left alone.
   */
  readonly derived_name?: string | null;
}
