import type { JsonObject } from "../../json.js";
import { created, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { parseFields, text } from "../../server/fields.js";
import { findExperiment } from "./find.js";
import { flagOf } from "./flag.js";
import { flagByKey } from "./flag-config.js";
import { linksOf } from "./saved-metrics.js";
import { isLegacy, showExperiment } from "./show.js";
import { experiments, type ExperimentDocument } from "./table.js";
import { makeExperiment } from "./write.js";

const fields = { feature_flag_key: text({ blank: true }), name: text({ blank: true }) };

/** `POST {id}/duplicate/`: a new draft, on the same flag unless it is given another, with new uuids. */
export function duplicateExperiment(call: Call): Answer {
  const experiment = findExperiment(call);
  const sent = parseFields(fields, call.data);
  if (isLegacy(call, experiment)) throw invalid("Legacy experiments cannot be duplicated.");
  const flag = flagOf(call, experiment);
  const key = sent.feature_flag_key || flag.key;
  const copy = makeExperiment(call, {
    name: sent.name || freeName(call, experiment),
    feature_flag_key: key,
    ...(flagByKey(call, key) ? {} : variantsOf(flag.filters)),
    ...plain(experiment),
    saved_metrics_ids: linksOf(call, experiment.id).map(({ saved_metric: id, metadata }) => ({ id, metadata })),
  });
  return created(showExperiment(call, copy));
}

/** `X (Copy)`, `X (Copy) 1`, `X (Copy) 2`, … */
function freeName(call: Call, { name }: ExperimentDocument): string {
  const taken = new Set(
    call
      .table(experiments)
      .where({ project: call.project.id })
      .flatMap((other) => (other.deleted ? [] : [other.name])),
  );
  const base = `${name} (Copy)`;
  let free = base;
  for (let n = 1; taken.has(free); n++) free = `${base} ${n}`;
  return free;
}

const variantsOf = ({ multivariate }: JsonObject): JsonObject => ({
  feature_flag: { filters: { multivariate: multivariate ?? null } },
});

/** What a copy takes along: everything but dates, conclusion, holdout and tags. */
function plain(experiment: ExperimentDocument): JsonObject {
  const fresh = (metrics: JsonObject[] | null): JsonObject[] =>
    (metrics ?? []).map(({ uuid: _, fingerprint: __, ...metric }) => metric);
  return {
    description: experiment.description ?? "",
    type: experiment.type ?? "product",
    parameters: experiment.parameters ?? {},
    running_time_calculation: experiment.running_time_calculation,
    filters: experiment.filters,
    metrics: fresh(experiment.metrics),
    metrics_secondary: fresh(experiment.metrics_secondary),
    stats_config: experiment.stats_config,
    scheduling_config: experiment.scheduling_config,
    exposure_criteria: experiment.exposure_criteria,
    only_count_matured_users: experiment.only_count_matured_users,
    allow_unknown_events: true,
  };
}
