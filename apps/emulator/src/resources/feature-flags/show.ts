import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { jsonb } from "../../store/jsonb.js";
import { cohorts } from "../cohorts/table.js";
import { showTags } from "../tags.js";
import { showSecret } from "./encryption.js";
import { variantKeys } from "./filters/parts.js";
import { isInReplaySettings, linkedExperiments } from "./links.js";
import { isRunning } from "../experiments/table.js";
import type { FlagDocument } from "./table.js";

/** A flag; lists and single reads show the same. */
export function showFlag(call: Call, flag: FlagDocument): JsonObject {
  const linked = linkedExperiments(call, flag.id).filter((experiment) => !experiment.deleted);
  const variants = variantKeys(flag.filters).length;
  return {
    id: flag.id,
    name: flag.name,
    key: flag.key,
    filters: showSecret(call, flag, withNames(call, flag.filters)),
    deleted: flag.deleted,
    active: flag.active,
    archived: flag.archived,
    created_by: call.basicUser(flag.created_by),
    created_at: flag.created_at,
    updated_at: flag.updated_at,
    version: flag.version,
    last_modified_by: call.basicUser(flag.last_modified_by),
    ensure_experience_continuity: flag.ensure_experience_continuity,
    experiment_set: linked.map((experiment) => experiment.id),
    experiment_set_metadata: linked.map((each) => ({ id: each.id, name: each.name, is_running: isRunning(each) })),
    surveys: [],
    features: [],
    can_edit: true,
    tags: showTags(call, flag.tags),
    evaluation_contexts: call.switches.organizationFeatures.evaluationContexts
      ? call.shuffled(flag.evaluation_contexts)
      : [],
    usage_dashboard: null,
    analytics_dashboards: flag.analytics_dashboards,
    has_enriched_analytics: flag.has_enriched_analytics,
    user_access_level: "manager",
    is_remote_configuration: flag.is_remote_configuration,
    has_encrypted_payloads: flag.has_encrypted_payloads,
    status: statusOf(flag),
    evaluation_runtime: flag.evaluation_runtime,
    bucketing_identifier: flag.bucketing_identifier,
    last_called_at: null,
    is_used_in_replay_settings: isInReplaySettings(call, flag),
    is_eligible_for_experiment: variants >= 2 && variants <= 20,
  };
}

export function statusOf(flag: FlagDocument): string {
  if (flag.deleted) return "DELETED";
  return flag.archived ? "ARCHIVED" : "ACTIVE";
}

/** On read, conditions on cohorts carry the cohort's name, and those on groups their names. */
function withNames(call: Call, filters: JsonObject): JsonObject {
  if (!Array.isArray(filters.groups)) return filters;
  const groups = filters.groups.map((group) => {
    if (!isObject(group) || !Array.isArray(group.properties)) return group;
    return jsonb({ ...group, properties: group.properties.map((property) => withName(call, property)) });
  });
  return { ...filters, groups };
}

function withName(call: Call, property: Json): Json {
  if (!isObject(property)) return property;
  if (property.type === "cohort") {
    return { ...property, cohort_name: call.table(cohorts).get(Number(property.value))?.name ?? null };
  }
  return property.type === "group" && property.key === "$group_key" ? { ...property, group_key_names: {} } : property;
}
