import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, RawError } from "../../server/errors.js";
import { field, parseFields, text } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { experiments, type ExperimentDocument } from "../experiments/table.js";
import { flags } from "../feature-flags/table.js";
import { changeFlag } from "../feature-flags/write.js";
import { findHoldout } from "./find.js";
import { showHoldout } from "./show.js";
import { holdouts } from "./table.js";

/*
 * Source: `PostHog/posthog: ee/clickhouse/views/experiment_holdouts.py`, in late 2026
 * `products/experiments/backend/presentation/`.
 */

/** Of a group, only the percentage is looked at; whatever else it holds is stored. */
const groups = field((value, attr): JsonObject[] => {
  if (isEmpty(value)) throw invalid("Filters must not be empty.", attr);
  // PostHog takes a list of objects for granted, and fails on anything else.
  if (!Array.isArray(value) || !value.every(isObject)) throw new TypeError("The groups of a holdout are objects.");
  for (const { rollout_percentage: share } of value) {
    if (share === undefined || share === null) throw invalid("Rollout percentage must be present.", attr);
    if (typeof share !== "number") throw new TypeError("A percentage is a number.");
    if (share < 0 || share > 100) throw invalid("Rollout percentage must be between 0 and 100.", attr);
  }
  return value;
});

const isEmpty = (value: Json): boolean =>
  !value || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);

const fields = {
  name: text({ required: true, max: 400 }),
  description: text({ max: 400, blank: true, nullable: true }),
  filters: groups,
};

/** Every group goes by the one variant that nobody else can have. */
const withVariant = (id: number, filters: readonly JsonObject[]): JsonObject[] =>
  jsonb(filters.map((group) => ({ ...group, variant: `holdout-${id}` })));

export function createHoldout(call: Call): Answer {
  const { name = "", description = null, filters } = parseFields(fields, call.data);
  if (!filters) throw invalid("Filters are required to create an holdout group");
  const made = call.table(holdouts).insert({
    project: call.project.id,
    name,
    description,
    filters,
    created_at: call.now,
    created_by: call.user.id,
    updated_at: call.now,
  });
  return created(showHoldout(call, call.table(holdouts).put({ ...made, filters: withVariant(made.id, made.filters) })));
}

/** PATCH, and PUT, which wants a name. Other filters than the stored ones, variant included, go into every linked flag. */
export function updateHoldout(call: Call): Answer {
  const holdout = findHoldout(call);
  const { filters, ...sent } = parseFields(fields, call.data, call.method === "PATCH");
  requireApproval(call, holdout.id);
  const isChanged = filters !== undefined && !isSame(filters, holdout.filters);
  return call.store.transaction(() => {
    const next = isChanged ? withVariant(holdout.id, filters) : holdout.filters;
    if (isChanged) {
      const share = next[0]?.rollout_percentage ?? 0;
      writeFlags(call, holdout.id, { id: holdout.id, exclusion_percentage: share });
    }
    const updated = { ...holdout, ...sent, filters: next, updated_at: call.now };
    return ok(showHoldout(call, call.table(holdouts).put(updated)));
  });
}

/** Gone for good: its flags hold nobody out any more, and its experiments have none. */
export function destroyHoldout(call: Call): Answer {
  const { id } = findHoldout(call);
  requireApproval(call, id);
  return call.store.transaction(() => {
    writeFlags(call, id, null);
    for (const experiment of linked(call, id)) call.table(experiments).put({ ...experiment, holdout: null });
    call.table(holdouts).remove(id);
    return noContent();
  });
}

/** Deleted experiments too. */
const linked = (call: Call, id: number): ExperimentDocument[] =>
  call
    .table(experiments)
    .where({ project: call.project.id })
    .filter((experiment) => experiment.holdout === id);

/** Once per experiment, running ones included: a flag that two of them share gets two versions. */
function writeFlags(call: Call, id: number, holdout: JsonObject | null): void {
  for (const { feature_flag } of linked(call, id)) {
    const flag = call.table(flags).get(feature_flag);
    if (flag) changeFlag(call, flag, { filters: { holdout } }, { approved: true });
  }
}

function requireApproval(call: Call, id: number): void {
  if (!call.switches.holdoutApprovals) return;
  const detail = "This change requires approval.";
  throw new RawError(409, {
    code: "approval_required",
    status: "approval_required",
    detail,
    message: detail,
    resource_type: "experiment_holdout",
    resource_id: id,
    change_request_id: call.store.uuid(),
    change_request: {},
    required_approvers: { users: [], roles: [] },
  });
}
