import { isPlain, type Body } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  foldTags,
  marker,
  same,
  type Kind,
  type Settling,
  lean,
} from "@posthog-definitions/core/kind";
import {
  decodeMetric,
  encodeMetric,
  normaliseMetric,
  oursOfMetric,
  queryTargets,
  type QueryNode,
  toMetricCall,
} from "@posthog-definitions/queries/schema";
import type { ExperimentSavedMetricRow } from "./row.js";
import { spec, type ExperimentSavedMetricSpec } from "./schema.js";

/** `experiment_saved_metrics/`: the list is complete. */
export const experimentSavedMetric: Kind<
  "experiment-saved-metric",
  ExperimentSavedMetricSpec,
  ExperimentSavedMetricRow
> = defineKind<"experiment-saved-metric", ExperimentSavedMetricSpec, ExperimentSavedMetricRow>({
  name: "experiment-saved-metric",
  plural: "experiment-saved-metrics",
  summary: "Metrics that several experiments share.",
  spec,
  identity: marker("description", { max: 400 }),
  unique: { field: "name", from: "name", same: (a, b) => a.toLowerCase() === b.toLowerCase() },
  api: collection<ExperimentSavedMetricRow>({
    path: "experiment_saved_metrics/",
    scope: "experiment_saved_metric",
    remove: "hard",
  }),
  targets: queryTargets,
  afterRemoval: "A deleted saved metric also goes from every experiment that uses it, and cannot be restored.",

  encode: (s, { row }): Body => ({
    name: s.name,
    description: s.description,
    query: s.query && encodeMetric(s.query, row?.query),
    tags: s.tags,
  }),

  decode: (row, at): Partial<ExperimentSavedMetricSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    ...(isPlain(row.query) ? { query: decodeMetric(row.query, at) } : {}),
    tags: foldTags(Array.isArray(row.tags) ? (row.tags as string[]) : []),
  }),

  normalise: (s) => ({
    ...s,
    query: s.query && withoutUuid(normaliseMetric(s.query)),
    // PostHog drops blank tags here.
    tags: s.tags?.filter((tag) => tag !== ""),
  }),
  ours: (have, want) => ({ ...have, query: have.query && oursOfMetric(have.query, want.query) }),
  settle,

  shorten: ({ query, ...rest }) => ({ ...(lean(spec, rest) as object), query: toMetricCall(query) }),
  activity: { scope: "Experiment", about: (type) => type === "shared_metric", blamesCreator: true },
  title: (row) => row.name ?? undefined,
  url: (row) => `experiments/shared-metrics/${row.id}`,
  notKept: { "query.uuid": "PostHog gives a saved metric a uuid of its own, so this one is not sent." },
});

export default [experimentSavedMetric];

/** The server makes it, keeps it, and lets nobody choose it. */
function withoutUuid(metric: QueryNode): QueryNode {
  const { uuid: _, ...rest } = metric;
  return rest as QueryNode;
}

const LEGACY: readonly string[] = ["ExperimentTrendsQuery", "ExperimentFunnelsQuery"];

/** PostHog refuses every change of a metric of the old form, whatever it is. */
function settle(
  want: ExperimentSavedMetricSpec,
  have: ExperimentSavedMetricSpec,
  { warn }: Settling,
): ExperimentSavedMetricSpec {
  if (!LEGACY.includes(have.query?.kind) || same(want, have)) return want;
  warn(
    ["query"],
    `The row is a metric of an old form (${have.query.kind}), which PostHog lets nobody change, so it is left as it is. A saved metric with another key and name would be made anew.`,
  );
  return have;
}
