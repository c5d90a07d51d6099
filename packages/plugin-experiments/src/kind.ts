import type { Body } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  foldTags,
  marker,
  type Encoding,
  type Immutable,
  type Kind,
} from "@posthog-definitions/core/kind";
import {
  decodeExposureCriteria,
  decodeMetrics,
  encodeExposureCriteria,
  encodeMetrics,
  oursOfMetrics,
} from "@posthog-definitions/queries/schema";
import { archived } from "./archived.js";
import { check } from "./check.js";
import { holdout, keyOf } from "./holdout.js";
import { lifecycle } from "./lifecycle.js";
import { normalise } from "./normalise.js";
import { isLegacy, listOr, objectOr, type ExperimentRow } from "./row.js";
import { decodeSavedMetrics, encodeSavedMetrics } from "./saved-metrics.js";
import { spec } from "./schema.js";
import { shorten } from "./shorten.js";
import { conclusionOf, decodeRunningTime, decodeStats, encodeRunningTime, over } from "./settings.js";
import type { ExperimentSpec } from "./spec.js";
import { targets } from "./targets.js";

const legacy: Immutable<ExperimentRow> = {
  then: "refuse",
  why:
    "The experiment was made by PostHog's old engine, and takes no change but of its name and description. Leave this field " +
    "as it is, or give the experiment another key to have it made anew.",
  when: isLegacy,
};

/** Experiments, through their whole life. */
export const experiment: Kind<"experiment", ExperimentSpec, ExperimentRow> = defineKind<
  "experiment",
  ExperimentSpec,
  ExperimentRow
>({
  name: "experiment",
  plural: "experiments",
  summary: "Experiments on feature flags, through their whole life.",
  spec,
  aliases: { feature_flag: "featureFlag", conclusion_comment: "conclusionComment" },
  identity: marker("description", { max: 3000 }),
  immutable: {
    featureFlag: {
      then: "refuse",
      why:
        "PostHog never gives an experiment another flag, and a new experiment would lose the results of this one. Put the flag " +
        "back, or give the experiment another key.",
    },
    type: {
      then: "refuse",
      why:
        "PostHog never changes the type of an experiment, and a new experiment would lose the results of this one. Put it back, " +
        "or give the experiment another key.",
    },
    conclusion: { ...legacy, when: (row) => isLegacy(row) && Boolean(row.end_date) },
    conclusionComment: { ...legacy, when: (row) => isLegacy(row) && Boolean(row.end_date) },
    holdout: legacy,
    metrics: legacy,
    metrics_secondary: legacy,
    primarySavedMetrics: legacy,
    secondarySavedMetrics: legacy,
    exposure_criteria: legacy,
    stats_config: legacy,
    running_time_calculation: legacy,
    excluded_variants: legacy,
    only_count_matured_users: legacy,
    repository: legacy,
    tags: legacy,
  },
  api: collection<ExperimentRow>({
    path: "experiments/",
    scope: "experiment",
    // Only a list that asks for them has the archived ones, and none tells how an experiment is measured.
    lists: [{}, { archived: true }],
    detail: true,
    remove: "soft",
    // Events that nobody has sent yet are the rule where experiments and the code that sends them are reviewed together.
    always: (body) =>
      "metrics" in body || "metrics_secondary" in body ? { ...body, allow_unknown_events: true } : body,
    lock: (row) => (row.version === undefined ? {} : { version: row.version ?? 0 }),
  }),
  targets,
  encode,

  decode: (row, at): Partial<ExperimentSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    type: row.type ?? "product",
    ...(row.feature_flag?.id === undefined || row.feature_flag.id === null
      ? {}
      : { featureFlag: at.ref("feature-flag", row.feature_flag.id) }),
    conclusion: conclusionOf(row.conclusion ?? null),
    conclusionComment: row.conclusion_comment || null,
    metrics: decodeMetrics(row.metrics, at),
    metrics_secondary: decodeMetrics(row.metrics_secondary, at),
    primarySavedMetrics: decodeSavedMetrics(row, at, false),
    secondarySavedMetrics: decodeSavedMetrics(row, at, true),
    exposure_criteria: decodeExposureCriteria(row.exposure_criteria, at),
    stats_config: decodeStats(row.stats_config),
    running_time_calculation: decodeRunningTime(row.running_time_calculation),
    excluded_variants: listOr(row.excluded_variants).filter((key) => typeof key === "string"),
    only_count_matured_users: row.only_count_matured_users === true,
    repository: row.repository || null,
    tags: foldTags(listOr(row.tags)),
  }),

  // In this order: a holdout can only be set before the launch, the archive comes after the end.
  facets: { holdout, lifecycle, archived },
  normalise,
  check,
  ours: (have, want) => ({
    ...have,
    metrics: oursOfMetrics(have.metrics, want.metrics),
    metrics_secondary: oursOfMetrics(have.metrics_secondary, want.metrics_secondary),
    exposure_criteria: declared(have.exposure_criteria, want.exposure_criteria),
  }),
  // The flag's own definition decides what stands in them.
  settle: ({ parameters: _, ...want }) => want,

  shorten,
  afterRemoval: "A deleted experiment is out of sight with its results; its flag stays as it is.",
  // Holdouts and saved metrics are in there too, by ids of their own.
  activity: { scope: "Experiment", path: "activity/", about: (type) => type !== "holdout" && type !== "shared_metric" },
  title: (row) => row.name ?? undefined,
  url: (row) => `experiments/${row.id}`,
  attr: (path) => ATTRS[String(path[0])] ?? path,
});

export default [experiment];

function encode(s: ExperimentSpec, at: Encoding<ExperimentRow>): Body {
  const { row } = at;
  return {
    name: s.name,
    description: s.description,
    type: s.type,
    feature_flag_key: keyOf(s),
    metrics: encodeMetrics(s.metrics ?? [], row?.metrics),
    metrics_secondary: encodeMetrics(s.metrics_secondary ?? [], row?.metrics_secondary),
    saved_metrics_ids: encodeSavedMetrics(s.primarySavedMetrics ?? [], s.secondarySavedMetrics ?? [], at),
    exposure_criteria: s.exposure_criteria && {
      ...objectOr(row?.exposure_criteria),
      ...encodeExposureCriteria(s.exposure_criteria),
    },
    stats_config: over(row?.stats_config, s.stats_config),
    running_time_calculation: encodeRunningTime(row?.running_time_calculation, s.running_time_calculation),
    excluded_variants: s.excluded_variants,
    only_count_matured_users: s.only_count_matured_users,
    repository: s.repository,
    tags: s.tags,
    allow_unknown_events: true,
  };
}

/** The members that the file speaks of. */
function declared<T extends object>(have: T | undefined, want: T | undefined): T | undefined {
  if (!have || !want) return have;
  return Object.fromEntries(Object.entries(have).filter(([name]) => Object.hasOwn(want, name))) as T;
}

/** The server's names of what goes by others here. */
const ATTRS: Readonly<Record<string, readonly string[]>> = {
  feature_flag_key: ["featureFlag"],
  feature_flag: ["featureFlag"],
  holdout_id: ["holdout"],
  conclusion_comment: ["conclusionComment"],
  saved_metrics_ids: ["primarySavedMetrics"],
};
