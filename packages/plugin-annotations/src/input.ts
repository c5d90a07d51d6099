import type { DefinitionOptions, Reference } from "@posthog-definitions/core";

/** Who sees an annotation. */
export type AnnotationScope = "dashboard_item" | "dashboard" | "project" | "tag";

/** What `annotation({ … })` takes. */
export interface AnnotationInput extends DefinitionOptions {
  /** What happened, at most 8192 characters together with the mark at its end. Default: empty. */
  readonly content?: string;
  /**
   * When it happened, in ISO 8601: `"2026-03-01T12:00:00Z"`, `"2026-03-01T13:00+01:00"`, `"2026-03-01"`. Without a zone it is
   * UTC. To the millisecond.
   */
  readonly date_marker: string;
  /**
   * On which charts it is shown: on those of one insight (`"dashboard_item"`), of one dashboard, of all insights and dashboards
   * that carry one of `tags`, or of the whole project. Default: what goes with `insight`, `dashboard` or `tags`; else
   * `"project"`.
   */
  readonly scope?: AnnotationScope;
  /** The insight that it is of. Default: none. */
  readonly insight?: Reference<"insight">;
  /** PostHog's own name of `insight`. */
  readonly dashboard_item?: Reference<"insight">;
  /** The dashboard that it is of. Default: none. */
  readonly dashboard?: Reference<"dashboard">;
  /** PostHog's own name of `dashboard`. */
  readonly dashboard_id?: Reference<"dashboard">;
  /** Tags of the insights and dashboards that show it. With the scope `"tag"` alone, and at most 100. Default: none. */
  readonly tags?: readonly string[];
  /** Shown instead of the dot, at most 16 characters. Default: none. */
  readonly emoji?: string;
  /** Whether it is kept out of charts and lists, and only seen by the API. Default: `false`. */
  readonly hidden_in_user_interface?: boolean;
  /** Who made it: a person (`"USR"`) or a deployment (`"GIT"`). Default: `"USR"`. */
  readonly creation_type?: "USR" | "GIT";
}
