import { isObject, type Json, type JsonObject } from "../../json.js";
import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { parseFields } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { variantKeys } from "../feature-flags/filters/parts.js";
import { nextTags } from "../tags.js";
import { writableFields, type Sent } from "./fields.js";
import { findExperiment } from "./find.js";
import { ensureFlag, flagOf, putFlag, syncFlag } from "./flag.js";
import { checkSameVariants, flagConfig, ownParameters, type FlagConfig } from "./flag-config.js";
import { checkLaunchable, putExperiment } from "./lifecycle.js";
import { withoutStale } from "./merge.js";
import { fingerprinted, nextOrder, preparedMetrics, type Metrics } from "./metrics.js";
import { linksOf, putLinks, type WantedLink } from "./saved-metrics.js";
import { isLegacy, showExperiment } from "./show.js";
import { baselineOf, checkExcluded, checkStatistics, withBaseline, withStatisticsDefaults } from "./statistics.js";
import { blankExperiment, experiments, isDraft, type ExperimentDocument } from "./table.js";

export const createExperiment = (call: Call): Answer => created(showExperiment(call, makeExperiment(call, call.data)));

/** Makes an experiment of what would be posted for it. */
export function makeExperiment(call: Call, data: JsonObject): ExperimentDocument {
  const sent = parseFields(writableFields(call), data);
  checkDates(sent);
  const config = flagConfig(call, data, undefined);
  const links = sent.saved_metrics_ids ?? [];
  const metrics = preparedMetrics(
    call,
    sentMetrics(sent),
    links.map(({ id }) => id),
    { stored: undefined, allowUnknownEvents: sent.allow_unknown_events ?? false },
  );
  return call.store.transaction(() => {
    const holdout = sent.holdout_id ?? null;
    const isDraft = (sent.start_date ?? null) === null;
    const name = sent.name!;
    const flag = ensureFlag(call, sent.feature_flag_key!, { name, config: config ?? {}, holdout, isDraft });
    const variants = variantKeys(flag.filters);
    checkStatistics(sent.stats_config, variants);
    checkExcluded(sent.excluded_variants ?? null, variants, baselineOf(sent.stats_config, variants));
    const { settings } = call.project;
    const blank = blankExperiment({
      project: call.project.id,
      name,
      feature_flag: flag.id,
      created_at: call.now,
      created_by: call.user.id,
    });
    const draft = fingerprinted({
      ...blank,
      ...columns(call, sent),
      ...metrics,
      metrics: metrics.metrics ?? [],
      metrics_secondary: metrics.metrics_secondary ?? [],
      holdout,
      stats_config: withBaseline(withStatisticsDefaults(objectOf(sent.stats_config), settings), variants),
      exposure_criteria: { filterTestAccounts: true, ...sent.exposure_criteria },
      only_count_matured_users: sent.only_count_matured_users ?? settings.default_only_count_matured_users === true,
      tags: nextTags(call, [], sent.tags),
    });
    const experiment = call.table(experiments).insert(jsonb(inOrder(call, draft, sent, { links, complete: true })));
    putLinks(call, experiment.id, links);
    return experiment;
  });
}

export function updateExperiment(call: Call): Answer {
  const experiment = findExperiment(call);
  return ok(showExperiment(call, changeExperiment(call, experiment, call.data)));
}

/** PUT: like PATCH, but what is required is, and what has a default takes it. */
export function replaceExperiment(call: Call): Answer {
  const experiment = findExperiment(call);
  const data = { archived: false, ...call.data };
  for (const name of ["name", "feature_flag_key"])
    if (call.data[name] === undefined) throw invalid("This field is required.", name, "required");
  return ok(showExperiment(call, changeExperiment(call, experiment, data)));
}

function changeExperiment(call: Call, experiment: ExperimentDocument, asked: JsonObject): ExperimentDocument {
  const data = withoutStale(call, experiment, asked);
  if (!data) return experiment;
  const sent = parseFields(writableFields(call), data, true);
  checkDates(sent);
  const config = flagConfig(call, data, experiment);
  const links =
    sent.saved_metrics_ids === undefined
      ? linksOf(call, experiment.id).map(({ saved_metric: id, metadata }) => ({ id, metadata }))
      : (sent.saved_metrics_ids ?? []);
  const saved = links.map(({ id }) => id);
  const metrics = preparedMetrics(call, sentMetrics(sent), saved, {
    stored: experiment,
    allowUnknownEvents: sent.allow_unknown_events ?? false,
  });
  checkChange(call, experiment, sent, config);
  return call.store.transaction(() => {
    const launches = isDraft(experiment) && (sent.start_date ?? null) !== null;
    if (isDraft(experiment) || sent.update_feature_flag_params)
      syncFlag(call, experiment, { config, holdout: sent.holdout_id });
    const variants = variantKeys(flagOf(call, experiment).filters);
    const statistics = sent.stats_config === undefined ? experiment.stats_config : objectOf(sent.stats_config);
    if (sent.stats_config !== undefined || config?.variants) checkStatistics(statistics, variants);
    if (sent.excluded_variants !== undefined)
      checkExcluded(sent.excluded_variants, variants, baselineOf(statistics, variants));
    if (launches) putFlag(call, flagOf(call, experiment), { active: true });
    const next = fingerprinted({
      ...experiment,
      ...columns(call, sent),
      ...metrics,
      ...(sent.holdout_id === undefined ? {} : { holdout: sent.holdout_id }),
      ...(sent.stats_config === undefined ? {} : { stats_config: withBaseline(statistics, variants) }),
      ...(sent.exposure_criteria === undefined ? {} : { exposure_criteria: sent.exposure_criteria }),
      tags: nextTags(call, experiment.tags, sent.tags),
    });
    putLinks(call, experiment.id, links);
    return putExperiment(call, experiment, jsonb(inOrder(call, next, sent, { links, complete: false })));
  });
}

/** What a legacy experiment still takes. */
const LEGACY_FIELDS = ["name", "description", "end_date", "deleted", "feature_flag_key"];
/** Sent, but no field of the experiment. */
const BESIDE = ["allow_unknown_events", "update_feature_flag_params", "version"];
const FIXED = ["type", "_create_in_folder"];
const INTERNAL: Readonly<Record<string, string>> = { feature_flag_key: "get_feature_flag_key", holdout_id: "holdout" };
const internal = (name: string): string => INTERNAL[name] ?? name;

function checkChange(call: Call, experiment: ExperimentDocument, sent: Sent, config: FlagConfig | undefined): void {
  const flag = flagOf(call, experiment);
  if (experiment.deleted && sent.deleted === false && flag.deleted)
    throw invalid(
      "Cannot restore experiment: the linked feature flag has been deleted. " +
        "Restore the feature flag first, then restore the experiment.",
    );
  if (isDraft(experiment) && (sent.start_date ?? null) !== null) checkLaunchable(call, experiment);
  const names = Object.keys(sent).filter((name) => !BESIDE.includes(name));
  if (isLegacy(call, experiment)) {
    const refused = names.filter((name) => !LEGACY_FIELDS.includes(name)).map(internal);
    if (refused.length > 0)
      throw invalid(
        "This experiment uses legacy metric formats and can only have its name, description, or end_date updated. " +
          `Cannot update: ${refused.sort().join(", ")}`,
      );
    checkDates({ start_date: experiment.start_date, ...sent });
    return;
  }
  const fixed = names.filter(
    (name) => FIXED.includes(name) || (name === "feature_flag_key" && sent.feature_flag_key !== flag.key),
  );
  if (fixed.length > 0) throw invalid(`Can't update keys: ${fixed.map(internal).sort().join(", ")} on Experiment`);
  if (!isDraft(experiment)) {
    if (config) checkSameVariants(config, flag);
    if (sent.holdout_id !== undefined && sent.holdout_id !== experiment.holdout)
      throw invalid("Can't update holdout on running Experiment");
  }
  const properties = isObject(sent.filters) ? sent.filters.properties : undefined;
  const hasProperties = Array.isArray(properties) ? properties.length > 0 : Boolean(properties);
  if (hasProperties) throw invalid("Experiments do not support global filter properties");
}

function checkDates({ start_date: start, end_date: end }: Pick<Sent, "start_date" | "end_date">): void {
  if (start && end && Date.parse(start) >= Date.parse(end)) throw invalid("End date must be after start date");
}

const sentMetrics = ({ metrics, metrics_secondary }: Sent): Metrics => ({
  ...(metrics === undefined ? {} : { metrics }),
  ...(metrics_secondary === undefined ? {} : { metrics_secondary }),
});

const objectOf = (value: Json | undefined): JsonObject | null => (isObject(value) ? value : null);

/** The fields that are stored as they were sent. */
function columns(call: Call, sent: Sent): Partial<ExperimentDocument> {
  const plain = {
    name: sent.name,
    description: sent.description,
    type: sent.type,
    start_date: sent.start_date,
    end_date: sent.end_date,
    parameters:
      sent.parameters === undefined ? undefined : isObject(sent.parameters) ? ownParameters(sent.parameters) : null,
    running_time_calculation: sent.running_time_calculation,
    excluded_variants: sent.excluded_variants,
    secondary_metrics: sent.secondary_metrics,
    filters: sent.filters === undefined ? undefined : (objectOf(sent.filters) ?? {}),
    archived: sent.archived,
    deleted: sent.deleted,
    scheduling_config: sent.scheduling_config === undefined ? undefined : objectOf(sent.scheduling_config),
    conclusion: sent.conclusion,
    conclusion_comment: sent.conclusion_comment,
    only_count_matured_users: sent.only_count_matured_users,
    repository: sent.repository,
  };
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}

/** With the order in which metrics are shown. On create it names every metric, whatever was sent. */
function inOrder<D extends Omit<ExperimentDocument, "id">>(
  call: Call,
  experiment: D,
  sent: Sent,
  how: { readonly links: readonly WantedLink[]; readonly complete: boolean },
): D {
  const { primary_metrics_ordered_uuids: primary, secondary_metrics_ordered_uuids: secondary } = sent;
  return {
    ...experiment,
    primary_metrics_ordered_uuids: nextOrder(call, experiment, "metrics", { ...how, sent: primary }),
    secondary_metrics_ordered_uuids: nextOrder(call, experiment, "metrics_secondary", { ...how, sent: secondary }),
  };
}
