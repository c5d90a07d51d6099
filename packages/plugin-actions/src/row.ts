import type { Id } from "@posthog-definitions/core";

/** An action as `GET /api/projects/{project}/actions/` lists it, as far as it is read here. */
export interface ActionRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly description?: string | null;
  /** Each with all ten keys, those that say nothing as null; but `url_matching` is `contains` where nobody said anything. */
  readonly steps?: unknown;
  readonly post_to_slack?: boolean;
  readonly slack_message_format?: string | null;
  /** When it was pinned: an ISO date. */
  readonly pinned_at?: string | null;
  readonly tags?: readonly string[];
}
