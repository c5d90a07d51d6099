import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { created, noContent, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid, serverError } from "../../server/errors.js";
import { field, parseFields, text } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { flagOf, holdoutFilters } from "../experiments/flag.js";
import { experiments, type ExperimentDocument } from "../experiments/table.js";
import { changeFlag } from "../feature-flags/write.js";
import { requireApproval } from "./approvals.js";
import { findHoldout } from "./find.js";
import { showHoldout } from "./show.js";
import { holdouts, type HoldoutDocument } from "./table.js";

const fields = {
  name: text({ max: 400, required: true }),
  description: text({ max: 400, nullable: true, blank: true }),
  filters: field((value) => checkedGroups(value)),
};

export function createHoldout(call: Call): Answer {
  const { name, description, filters } = parseFields(fields, call.data);
  // Raised after the fields were checked, and so about none of them.
  if (!filters) throw invalid("Filters are required to create an holdout group");
  const table = call.table(holdouts);
  const draft = table.insert({
    project: call.project.id,
    name: name!,
    description: description ?? null,
    filters,
    created_at: call.now,
    created_by: call.user.id,
    updated_at: call.now,
  });
  return created(showHoldout(call, table.put({ ...draft, filters: ofHoldout(draft.id, filters) })));
}

/** Anything but the very groups that are stored, variants included, is written into the flag of every linked experiment. */
export function updateHoldout(call: Call): Answer {
  const holdout = findHoldout(call);
  const { filters, ...plain } = parseFields(fields, call.data, call.method === "PATCH");
  const isChanged = filters !== undefined && !isSame(filters, holdout.filters);
  const next: HoldoutDocument = {
    ...holdout,
    ...plain,
    filters: isChanged ? ofHoldout(holdout.id, filters) : holdout.filters,
    updated_at: call.now,
  };
  requireApproval(call, holdout, next);
  return call.store.transaction(() => {
    call.table(holdouts).put(next);
    if (isChanged) for (const experiment of linkedTo(call, holdout)) tellFlag(call, experiment, holdout.id);
    return ok(showHoldout(call, next));
  });
}

/** For good: the flags let everybody in again, and the experiments go on without it. */
export function destroyHoldout(call: Call): Answer {
  const holdout = findHoldout(call);
  requireApproval(call, holdout, undefined);
  return call.store.transaction(() => {
    for (const experiment of linkedTo(call, holdout)) {
      tellFlag(call, experiment, null);
      call.table(experiments).put({ ...experiment, holdout: null });
    }
    call.table(holdouts).remove(holdout.id);
    return noContent();
  });
}

/** Deleted, archived and ended experiments too; a flag that has several is written for each. */
const linkedTo = (call: Call, { id }: HoldoutDocument): ExperimentDocument[] =>
  call.table(experiments).where({ holdout: id });

/** Through the flag's own rules, and counted as a version. */
const tellFlag = (call: Call, experiment: ExperimentDocument, holdout: number | null): void => {
  changeFlag(call, flagOf(call, experiment), { filters: holdoutFilters(call, holdout) }, true);
};

const ofHoldout = (id: number, groups: readonly JsonObject[]): JsonObject[] =>
  groups.map((group) => jsonb({ ...group, variant: `holdout-${id}` }));

/** Only shares are looked at: conditions are kept as they were sent. What has no groups in it crashes PostHog. */
function checkedGroups(value: Json): JsonObject[] {
  if (isEmpty(value)) throw invalid("Filters must not be empty.", "filters");
  if (!Array.isArray(value)) throw serverError();
  for (const group of value) {
    if (!isObject(group)) throw serverError();
    const share = group.rollout_percentage ?? null;
    if (share === null) throw invalid("Rollout percentage must be present.", "filters");
    if (typeof share !== "number") throw serverError();
    if (share < 0 || share > 100) throw invalid("Rollout percentage must be between 0 and 100.", "filters");
  }
  return value as JsonObject[];
}

const isEmpty = (value: Json): boolean =>
  value === "" ||
  value === 0 ||
  value === false ||
  (isObject(value) && Object.keys(value).length === 0) ||
  (Array.isArray(value) && value.length === 0);
