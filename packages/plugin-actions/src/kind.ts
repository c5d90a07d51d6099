import type { Body } from "@posthog-definitions/core";
import { collection, defineKind, foldTags, later, tag, type Kind } from "@posthog-definitions/core/kind";
import { queryTargets } from "@posthog-definitions/queries/schema";
import type { ActionRow } from "./row.js";
import { spec } from "./schema.js";
import { shorten } from "./shorten.js";
import type { ActionSpec } from "./spec.js";
import { decodeSteps, encodeStep, normalStep } from "./steps.js";

export type { ActionSpec };

/** Any date pins an action; PostHog keeps the time at which it was told so. */
const ANY_DATE = "2020-01-01T00:00:00Z";

/** `actions/`: one request lists them all, with everything. */
export const action: Kind<"action", ActionSpec, ActionRow> = defineKind<"action", ActionSpec, ActionRow>({
  name: "action",
  plural: "actions",
  summary: "Actions: events under one name.",
  spec,
  identity: tag(),
  unique: { field: "name", from: "name" },
  api: collection<ActionRow>({
    path: "actions/",
    scope: "action",
    // A limit would be obeyed, but the answer has no `next` to tell that there are more.
    paging: "none",
    remove: "soft",
  }),
  targets: queryTargets,

  encode: (s): Body => ({
    name: s.name,
    description: s.description,
    steps: s.steps.map(encodeStep),
    post_to_slack: s.post_to_slack,
    slack_message_format: s.slack_message_format,
    tags: s.tags,
  }),

  decode: (row, at): Partial<ActionSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    steps: decodeSteps(row.steps, at),
    post_to_slack: row.post_to_slack === true,
    slack_message_format: row.slack_message_format ?? "",
    tags: foldTags(Array.isArray(row.tags) ? row.tags : []),
  }),

  facets: {
    // Only an update takes the server's time; a POST would keep whatever date it is told.
    pinned_at: later<boolean | undefined, ActionSpec, ActionRow>({
      fresh: false,
      decode: (row) => Boolean(row.pinned_at),
      encode: (pinned) => ({ pinned_at: pinned ? ANY_DATE : null }),
    }),
  },

  normalise: (s) => ({ ...s, steps: s.steps.map(normalStep) }),
  title: (row) => row.name ?? undefined,
  url: (row) => `data-management/actions/${row.id}`,
  shorten,
});

export default [action];
