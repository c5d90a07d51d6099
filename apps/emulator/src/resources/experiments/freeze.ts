import { isObject, isSame, type JsonObject } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { jsonb } from "../../store/jsonb.js";
import { cohorts } from "../cohorts/table.js";
import { groupsOf } from "../feature-flags/filters/parts.js";
import { flags, type FlagDocument } from "../feature-flags/table.js";
import { findExperiment } from "./find.js";
import { flagOf } from "./flag.js";
import { showExperiment } from "./show.js";
import { checkOpen, isFrozen, isStamped } from "./status.js";
import type { ExperimentDocument } from "./table.js";

/**
 * Freezing keeps everybody out who was not exposed yet: each condition set of the flag is narrowed to a cohort of those
 * who were, and stamped. Source: `PostHog/posthog: products/experiments/backend/models/experiment.py`, and the tests of
 * its service. Who was exposed is nothing that is emulated: the cohort is empty, and there is always somebody.
 */
const NOTE = "Added automatically when the experiment exposure was frozen to stop new enrollment.";

export function freezeExposure(call: Call): Answer {
  const experiment = findExperiment(call);
  const flag = flagOf(call, experiment);
  checkFreezable(experiment, flag);
  const cohort = call.table(cohorts).insert({
    project: call.project.id,
    name: snapshotName(experiment),
    description: "",
    is_static: true,
    filters: null,
    query: null,
    groups: [],
    cohort_type: null,
    deleted: false,
    created_at: call.now,
    created_by: call.user.id,
    is_calculating: false,
    version: null,
    pending_version: null,
    last_calculation: null,
    count: 1,
  });
  const condition = { key: "id", type: "cohort", value: cohort.id, operator: "in" };
  writeGroups(call, flag, (group) => ({
    ...group,
    properties: [...(Array.isArray(group.properties) ? group.properties : []), condition],
    exposure_frozen: true,
    exposure_frozen_cohort: cohort.id,
    description: group.description ? `${NOTE} ${String(group.description)}` : NOTE,
  }));
  return ok(showExperiment(call, experiment));
}

const snapshotName = ({ name }: ExperimentDocument): string => `Exposure snapshot for experiment "${name}"`;

export function unfreezeExposure(call: Call): Answer {
  const experiment = findExperiment(call);
  const flag = flagOf(call, experiment);
  checkOpen(experiment);
  if (!isFrozen(flag)) throw invalid("Experiment exposure is not frozen.");
  thaw(call, experiment);
  return ok(showExperiment(call, experiment));
}

function checkFreezable(experiment: ExperimentDocument, flag: FlagDocument): void {
  checkOpen(experiment);
  if (flag.deleted) throw invalid("Exposure cannot be frozen because the feature flag has been deleted.");
  if (!flag.active) throw invalid("Cannot freeze a paused experiment. Resume it first.");
  if (isFrozen(flag)) throw invalid("Experiment exposure is already frozen.");
  const { filters } = flag;
  if ((filters.aggregation_group_type_index ?? null) !== null)
    throw invalid("Group-aggregated experiments cannot have their exposure frozen.");
  if (groupsOf(filters).length === 0) throw invalid("The feature flag has no release conditions to freeze.");
  if (experiment.holdout !== null || isObject(filters.holdout))
    throw invalid("Exposure cannot be frozen while the experiment or its flag has a holdout.");
  if (filters.feature_enrollment === true)
    throw invalid("Exposure cannot be frozen while the flag has early access enrollment.");
}

/** Takes stamps, note and condition off, and deletes the cohort if it is one that a freeze made. */
export function thaw(call: Call, experiment: ExperimentDocument): void {
  const flag = flagOf(call, experiment);
  const stamped = groupsOf(flag.filters).filter(({ value }) => isStamped(value));
  if (stamped.length === 0) return;
  const ids = new Set(stamped.map(({ value }) => value.exposure_frozen_cohort));
  writeGroups(call, flag, (group) => {
    if (!isStamped(group)) return group;
    const { exposure_frozen: _, exposure_frozen_cohort: id, description, properties, ...rest } = group;
    const condition = { key: "id", type: "cohort", value: id ?? null, operator: "in" };
    const text = typeof description === "string" ? description.replace(NOTE, "").trim() : "";
    return {
      ...rest,
      properties: (Array.isArray(properties) ? properties : []).filter((each) => !isSame(each, condition)),
      ...(text === "" ? {} : { description: text }),
    };
  });
  for (const id of ids) {
    const cohort = typeof id === "number" ? call.table(cohorts).get(id) : undefined;
    if (cohort?.name === snapshotName(experiment)) call.table(cohorts).put({ ...cohort, deleted: true });
  }
}

/** Through the flag's serializer, which counts a version; approvals do not look at it. */
function writeGroups(call: Call, flag: FlagDocument, change: (group: JsonObject) => JsonObject): void {
  const groups = groupsOf(flag.filters).map(({ value }) => change(value));
  call.table(flags).put({
    ...flag,
    filters: jsonb({ ...flag.filters, groups }),
    version: (flag.version ?? 0) + 1,
    updated_at: call.now,
    last_modified_by: call.user.id,
  });
}
