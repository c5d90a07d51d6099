import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { asBody, parseFields, type Values } from "../../server/fields.js";
import { dashboards } from "../dashboards/tables.js";
import { nextTags } from "../tags.js";
import { requireApproval } from "./approvals.js";
import { withoutStaleFields } from "./conflicts.js";
import { withSecret } from "./encryption.js";
import { writableFields } from "./fields.js";
import { nextFilters } from "./filters/index.js";
import { findFlag } from "./find.js";
import { checkChange } from "./rules.js";
import { showFlag } from "./show.js";
import { flags, type FlagDocument } from "./table.js";
import { freeKey, keyAfterDeletion, keyAfterRestoration } from "./tombstones.js";

type Sent = Values<typeof writableFields>;

export const createFlag = (call: Call): Answer => created(showFlag(call, makeFlag(call, call.data)));

/** Makes a flag of what would be posted for it. */
export function makeFlag(call: Call, data: JsonObject): FlagDocument {
  const sent = parse(call, data, undefined);
  checkRequired(call, sent);
  checkLimit(call);
  const filters = sent.filters as JsonObject | undefined;
  const draft: FlagDocument = {
    id: 0,
    project: call.project.id,
    key: "",
    name: "",
    active: true,
    archived: false,
    ensure_experience_continuity: false,
    bucketing_identifier: "distinct_id",
    evaluation_runtime: "all",
    is_remote_configuration: false,
    has_encrypted_payloads: false,
    has_enriched_analytics: false,
    analytics_dashboards: [],
    created_at: call.now,
    created_by: call.user.id,
    updated_at: call.now,
    last_modified_by: call.user.id,
    ...columns(sent),
    deleted: false,
    version: 1,
    tags: nextTags(call, [], sent.tags),
    evaluation_contexts: nextContexts(call, [], sent.evaluation_contexts),
    filters: filters ?? { groups: [] },
  };
  const { id: _, ...flag } = withSecret(filters ?? {}, draft, undefined);
  checkChange(call, undefined, draft);
  requireApproval(call, undefined, draft);
  return call.store.transaction(() => {
    freeKey(call, flag.key);
    return call.table(flags).insert(flag);
  });
}

export function updateFlag(call: Call): Answer {
  const flag = findFlag(call);
  return ok(showFlag(call, changeFlag(call, flag, withoutStaleFields(call, flag, call.data))));
}

/** PUT: like PATCH, but the key is required. */
export function replaceFlag(call: Call): Answer {
  const flag = findFlag(call);
  if (call.data.key === undefined) throw invalid("This field is required.", "key", "required");
  return ok(showFlag(call, changeFlag(call, flag, withoutStaleFields(call, flag, call.data))));
}

/**
 * Applies a change; every one that succeeds counts as a version, even if nothing is different.
 *
 * @param approved - The change is part of one that was looked at as a whole, so no policy looks at it again.
 */
export function changeFlag(call: Call, flag: FlagDocument, data: JsonObject, approved = false): FlagDocument {
  const sent = parse(call, asBody(data), flag);
  checkKept(call, flag, sent);
  const filters = sent.filters as JsonObject | undefined;
  const draft: FlagDocument = {
    ...flag,
    ...columns(sent),
    tags: nextTags(call, flag.tags, sent.tags),
    evaluation_contexts: nextContexts(call, flag.evaluation_contexts, sent.evaluation_contexts),
    filters: filters ?? flag.filters,
    analytics_dashboards: [...new Set([...flag.analytics_dashboards, ...(sent.analytics_dashboards ?? [])])],
    version: (flag.version ?? 0) + 1,
    updated_at: call.now,
    last_modified_by: call.user.id,
  };
  const next = withSecret(isObject(data.filters) ? data.filters : {}, draft, flag);
  checkChange(call, flag, next);
  if (!approved) requireApproval(call, flag, next);
  return call.store.transaction(() => {
    if (next.deleted && !flag.deleted) next.key = keyAfterDeletion(call, next);
    else if (flag.deleted && !next.deleted) next.key = keyAfterRestoration(call, next);
    else if (next.key !== flag.key) freeKey(call, next.key);
    return call.table(flags).put(next);
  });
}

/** Checks each field by itself; `filters` come back merged and in the stored form. */
function parse(call: Call, data: JsonObject, flag: FlagDocument | undefined): Sent {
  const sent = parseFields(writableFields, data, flag !== undefined);
  if (sent.key !== undefined) checkKey(call, sent.key, flag);
  const wantsFilters = sent.filters !== undefined && !(flag && isSame(sent.filters, {}));
  if (wantsFilters || isRemote(data, flag)) {
    const remote = isRemote(data, flag);
    const filters = remote ? fullRollout(sent.filters ?? {}) : sent.filters!;
    sent.filters = nextFilters(call, filters, flag);
  } else {
    delete sent.filters;
  }
  checkDashboards(call, sent.analytics_dashboards ?? []);
  return sent;
}

const isRemote = (data: JsonObject, flag: FlagDocument | undefined): boolean =>
  !flag && data.is_remote_configuration === true;

/** A remote configuration goes to everybody: on create, every group that says nothing else does. */
function fullRollout(filters: Json): Json {
  if (!isObject(filters)) return filters;
  const groups = Array.isArray(filters.groups) ? filters.groups : [];
  if (groups.length === 0) return { ...filters, groups: [{ properties: [], rollout_percentage: 100, variant: null }] };
  return {
    ...filters,
    groups: groups.map((group) =>
      isObject(group) && !group.rollout_percentage ? { ...group, rollout_percentage: 100 } : group,
    ),
  };
}

function checkKey(call: Call, key: string, flag: FlagDocument | undefined): void {
  const others = call
    .table(flags)
    .where({ key })
    .filter((each) => each.project === call.project.id && each.id !== flag?.id);
  if (others.some((each) => !each.deleted)) {
    throw invalid("There is already a feature flag with this key.", "key", "unique");
  }
  // A tombstone's own key is no key that anybody could choose.
  if (key !== flag?.key && !/^[a-zA-Z0-9_-]+$/.test(key)) {
    throw invalid("Only letters, numbers, hyphens (-) & underscores (_) are allowed.", "key", "invalid_key");
  }
}

function checkDashboards(call: Call, ids: readonly number[]): void {
  for (const id of ids) {
    if (call.table(dashboards).get(id)?.project !== call.project.id) {
      throw invalid(`Invalid pk "${id}" - object does not exist.`, "analytics_dashboards", "does_not_exist");
    }
  }
}

const requiresTags = ({ switches, project }: Call): boolean => {
  const policy = project.settings.feature_flag_policy_config;
  return switches.requireFlagTags || (isObject(policy) && policy.require_tags === true);
};
const requiresContexts = ({ switches, project }: Call): boolean =>
  switches.requireEvaluationContexts || project.settings.require_evaluation_contexts === true;

/** What the project demands of new flags. */
function checkRequired(call: Call, sent: Sent): void {
  const fromUi = (sent.creation_context ?? "feature_flags") === "feature_flags";
  if (requiresTags(call) && fromUi && !sent.tags?.length) {
    throw invalid("Add at least one tag. This project requires new feature flags to be tagged.", "tags");
  }
  if (requiresContexts(call) && !sent.evaluation_contexts?.length) {
    throw invalid("At least one evaluation context is required to create a new feature flag.");
  }
}

/** What the project demands of flags that have it. */
function checkKept(call: Call, flag: FlagDocument, sent: Sent): void {
  if (requiresTags(call) && flag.tags.length > 0 && sent.tags?.length === 0) {
    throw invalid("Keep at least one tag. This project requires feature flags to stay tagged.", "tags");
  }
  const empties = flag.evaluation_contexts.length > 0 && sent.evaluation_contexts?.length === 0;
  if (requiresContexts(call) && empties) {
    throw invalid(
      "Cannot remove all evaluation contexts. At least one evaluation context is required because this flag already " +
        "has evaluation contexts and the team requires them.",
    );
  }
}

function checkLimit(call: Call): void {
  const { flagLimit } = call.switches;
  // Deleted ones count here too, so that the usual case need not look at each.
  if (call.table(flags).count({ project: call.project.id }) < flagLimit) return;
  const live = call
    .table(flags)
    .where({ project: call.project.id })
    .filter((flag) => !flag.deleted);
  if (live.length < flagLimit) return;
  throw invalid(
    `Maximum of ${flagLimit.toLocaleString("en-US")} feature flags allowed per team. ` +
      "Please delete unused flags or contact support to increase this limit.",
  );
}

/** Without the organisation's feature, contexts are ignored silently. */
const nextContexts = (call: Call, old: string[], sent: string[] | undefined): string[] =>
  sent !== undefined && call.switches.organizationFeatures.evaluationContexts ? sent : old;

/** The fields that are stored as they were sent. */
function columns(sent: Sent): Partial<FlagDocument> {
  const {
    tags: _1,
    evaluation_contexts: _2,
    filters: _3,
    creation_context: _4,
    _create_in_folder: _5,
    ...plain
  } = sent;
  return plain;
}
