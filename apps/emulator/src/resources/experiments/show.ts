import type { JsonObject } from "../../json.js";
import { isLegacyMetric, withActionNames } from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { showHoldout } from "../experiment-holdouts/show.js";
import { holdouts } from "../experiment-holdouts/table.js";
import type { FlagDocument } from "../feature-flags/table.js";
import { showTags } from "../tags.js";
import { flagOf } from "./flag.js";
import { around } from "./metrics.js";
import { projectedParameters } from "./parameters.js";
import { linksOf, queryOf, showLinks } from "./saved-metrics.js";
import { statusOf } from "./status.js";
import type { ExperimentDocument } from "./table.js";

/** Made by an engine that PostHog only keeps for reading. */
export const isLegacy = (call: Call, { id, metrics, metrics_secondary }: ExperimentDocument): boolean =>
  [...(metrics ?? []), ...(metrics_secondary ?? [])].some(isLegacyMetric) ||
  linksOf(call, id).some((link) => isLegacyMetric(queryOf(call, link.saved_metric)));

/** What lists show of an experiment: nothing that tells how it is measured. */
export function showListed(call: Call, experiment: ExperimentDocument): JsonObject {
  const flag = flagOf(call, experiment);
  return {
    id: experiment.id,
    name: experiment.name,
    description: experiment.description,
    start_date: experiment.start_date,
    end_date: experiment.end_date,
    feature_flag_key: flag.key,
    feature_flag: showMinimalFlag(call, flag),
    holdout: holdoutOf(call, experiment),
    exposure_cohort: experiment.exposure_cohort,
    parameters: projectedParameters(experiment.parameters ?? {}, flag),
    running_time_calculation: experiment.running_time_calculation,
    excluded_variants: experiment.excluded_variants,
    archived: experiment.archived,
    deleted: experiment.deleted,
    created_by: call.basicUser(experiment.created_by),
    created_at: experiment.created_at,
    updated_at: experiment.updated_at,
    type: experiment.type,
    conclusion: experiment.conclusion,
    conclusion_comment: experiment.conclusion_comment,
    status: statusOf(experiment, flag),
    is_legacy: isLegacy(call, experiment),
    tags: showTags(call, experiment.tags),
    user_access_level: "manager",
  };
}

export function showExperiment(call: Call, experiment: ExperimentDocument): JsonObject {
  const flag = flagOf(call, experiment);
  const status = statusOf(experiment, flag);
  const named = (metrics: JsonObject[] | null): JsonObject[] | null =>
    metrics?.map((metric) => withActionNames(call, metric)) ?? null;
  const groupAggregated = (flag.filters.aggregation_group_type_index ?? null) !== null;
  return {
    ...showListed(call, experiment),
    holdout_id: experiment.holdout,
    secondary_metrics: experiment.secondary_metrics,
    saved_metrics: showLinks(call, experiment, around(experiment)),
    saved_metrics_ids: null,
    filters: experiment.filters,
    exposure_criteria: experiment.exposure_criteria,
    metrics: named(experiment.metrics),
    metrics_secondary: named(experiment.metrics_secondary),
    stats_config: experiment.stats_config,
    scheduling_config: experiment.scheduling_config,
    primary_metrics_ordered_uuids: experiment.primary_metrics_ordered_uuids,
    secondary_metrics_ordered_uuids: experiment.secondary_metrics_ordered_uuids,
    only_count_matured_users: experiment.only_count_matured_users,
    repository: experiment.repository,
    version: experiment.version,
    can_freeze_exposure: status === "running" && !groupAggregated,
    flag_cleanup_task_id: null,
    resolved_exposure_event: "$feature_flag_called",
    health: null,
  };
}

/** A flag as rows of others nest it. */
export const showMinimalFlag = (call: Call, flag: FlagDocument): JsonObject => ({
  id: flag.id,
  team_id: flag.project,
  name: flag.name,
  key: flag.key,
  filters: flag.filters,
  deleted: flag.deleted,
  active: flag.active,
  ensure_experience_continuity: flag.ensure_experience_continuity,
  version: flag.version,
  evaluation_runtime: flag.evaluation_runtime,
  bucketing_identifier: flag.bucketing_identifier,
  evaluation_contexts: call.shuffled(flag.evaluation_contexts),
});

function holdoutOf(call: Call, { holdout: id }: ExperimentDocument): JsonObject | null {
  const holdout = id === null ? undefined : call.table(holdouts).get(id);
  return holdout ? showHoldout(call, holdout) : null;
}
