import type { Body } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  foldTags,
  marker,
  moment,
  type Identity,
  type Kind,
} from "@posthog-definitions/core/kind";
import type { AnnotationRow as Row } from "./row.js";
import { spec } from "./schema.js";
import { shorten } from "./shorten.js";
import { scopeOf } from "./scope.js";
import type { AnnotationSpec } from "./spec.js";

export type { AnnotationSpec };
type Spec = AnnotationSpec;

const aliases = { dashboard_item: "insight", dashboard_id: "dashboard" } as const;

/**
 * The list also has annotations of other projects, where they are for the whole organisation. Nothing in them says whose
 * they are, and a PATCH would move them here: so none of them is ours, whatever its mark says.
 */
const mark = marker("content", { max: 8192 });
const identity: Identity = {
  ...mark,
  read: (row, plural) => (row["scope"] === "organization" ? [] : mark.read(row, plural)),
};

export const annotation: Kind<"annotation", Spec, Row> = defineKind<"annotation", Spec, Row>({
  name: "annotation",
  plural: "annotations",
  summary: "Annotations: notes at moments of charts.",
  spec,
  aliases,
  identity,
  api: collection<Row>({ path: "annotations/", scope: "annotation", remove: "soft" }),

  // PostHog's own default of the scope is that of an insight, so it is always sent.
  encode: (spec): Body => ({
    content: spec.content,
    date_marker: spec.date_marker,
    scope: spec.scope,
    dashboard_item: spec.insight ?? null,
    dashboard_id: spec.dashboard ?? null,
    tags: spec.tags,
    emoji: spec.emoji ?? null,
    hidden_in_user_interface: spec.hidden_in_user_interface,
    creation_type: spec.creation_type,
  }),

  decode: (row, at) => ({
    content: row.content ?? "",
    date_marker: row.date_marker ?? undefined,
    scope: row.scope,
    insight: typeof row.dashboard_item === "number" ? at.ref("insight", row.dashboard_item) : undefined,
    dashboard: typeof row.dashboard_id === "number" ? at.ref("dashboard", row.dashboard_id) : undefined,
    tags: foldTags(row.tags),
    emoji: row.emoji ?? undefined,
    hidden_in_user_interface: row.hidden_in_user_interface ?? false,
    creation_type: row.creation_type ?? "USR",
  }),

  normalise: (spec) => ({
    ...spec,
    date_marker: moment(spec.date_marker ?? "") ?? spec.date_marker,
    scope: spec.scope ?? scopeOf(spec),
  }),

  check(spec, report) {
    if (spec.scope === "dashboard_item" && !spec.insight) report(["scope"], "needs the `insight` that it is for");
    if (spec.scope === "dashboard" && !spec.dashboard) report(["scope"], "needs the `dashboard` that it is for");
    if (spec.scope === "tag" && spec.tags.length === 0) report(["tags"], "PostHog wants one tag at least");
    if (spec.scope !== "tag" && spec.tags.length > 0) report(["tags"], 'PostHog takes tags only with the scope "tag"');
  },

  generated: (row) =>
    row.scope === "organization"
      ? "It is of the whole organisation, perhaps of another project: a definition would move it here."
      : undefined,
  title: (row) => row.content?.slice(0, 80) ?? undefined,
  url: (row) => `data-management/annotations/${row.id}`,
  attr: ([field, ...rest]) => [aliases[field as keyof typeof aliases] ?? field!, ...rest],
  shorten,
});

export default [annotation];
