import type { Body } from "@posthog-definitions/core";
import { collection, defineKind, tag, type Settling } from "@posthog-definitions/core/kind";
import { check } from "./check.js";
import { dashboards } from "./dashboards.js";
import { decode } from "./decode.js";
import { encode } from "./encode.js";
import { generated } from "./generated.js";
import { lock } from "./lock.js";
import { normalise } from "./normalise.js";
import { objectOr, type FlagRow } from "./row.js";
import { spec } from "./schema.js";
import { shorten } from "./shorten.js";
import type { FlagSpec } from "./spec.js";
import { targets } from "./targets.js";

/** Feature flags, experiments' flags and remote configurations. */
export const featureFlag = defineKind<"feature-flag", FlagSpec, FlagRow>({
  name: "feature-flag",
  plural: "feature-flags",
  summary: "Feature flags and remote configurations.",
  spec,
  shorthands: {
    rollout: ["filters", "groups"],
    groups: ["filters", "groups"],
    variants: ["filters", "multivariate", "variants"],
    payloads: ["filters", "payloads"],
  },
  keyRule: { pattern: /^[a-zA-Z0-9_-]+$/, max: 400, allowed: "letters, digits, hyphens and underscores" },
  identity: tag(),
  unique: {
    field: "key",
    renamed: "SDKs that run already ask for the old key, which no flag has any more: they get no value for it.",
  },
  api: collection<FlagRow>({
    path: "feature_flags/",
    scope: "feature_flag",
    // Only a list that asks for them has the archived flags.
    lists: [{}, { archived: true }],
    remove: "soft",
    merges: ["filters"],
    always: withAggregation,
    lock,
  }),
  targets,
  encode,
  decode,
  facets: { analytics_dashboards: dashboards },
  normalise,
  check,
  settle,
  // Experiments name their flag by its key.
  outputs: { key: (row) => row.key },
  activity: { scope: "FeatureFlag", path: "activity/" },
  title: (row) => row.key,
  url: (row) => `feature_flags/${row.id}`,
  generated,
  shorten,
  notKept: {
    "filters.super_groups":
      "PostHog strips it from every flag, so it is not sent. `feature_enrollment` took its place.",
  },
});

export default [featureFlag];

/** Condition sets that arrive without the flag's aggregation get the stored one. Source: `PostHog/posthog: products/feature_flags/backend/api/feature_flag.py`. */
function withAggregation(body: Body, whole: Body): Body {
  const filters = objectOr(body["filters"]);
  if (!("groups" in filters) || "aggregation_group_type_index" in filters) return body;
  const { aggregation_group_type_index } = objectOr(whole["filters"]);
  return { ...body, filters: { ...filters, aggregation_group_type_index } };
}

/** An organisation without the feature shows and keeps no evaluation contexts, and no row says whether it has it. */
function settle(want: FlagSpec, have: FlagSpec, { applied, warn }: Settling): FlagSpec {
  const wanted = want.evaluation_contexts ?? [];
  if (!applied || wanted.length === 0 || (have.evaluation_contexts ?? []).length > 0) return want;
  warn(
    ["evaluation_contexts"],
    "PostHog shows none of these contexts, although they were applied: the organisation lacks the feature, or somebody took them out. They are left alone.",
  );
  return { ...want, evaluation_contexts: have.evaluation_contexts };
}
