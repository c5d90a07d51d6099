import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { ApiError, RawError } from "../../server/errors.js";
import { integer, list } from "../../server/fields.js";
import { isObject, type Json, type JsonObject } from "../../json.js";
import { activeDependents } from "./filters/references.js";
import { findFlag } from "./find.js";
import { flagFilters } from "./list.js";
import { showFlag, statusOf } from "./show.js";
import { flags, type FlagDocument } from "./table.js";
import { changeFlag } from "./write.js";

/** The state that each action leads to, and how its refusal speaks of it. */
const states = {
  enable: { change: { active: true }, gerund: "enabling" },
  disable: { change: { active: false }, gerund: "disabling" },
  archive: { change: { archived: true, active: false }, gerund: "archiving" },
  unarchive: { change: { archived: false }, gerund: "unarchiving" },
} as const;

/** `POST {id}/enable/` and its kin: no body, and nothing is written when the flag is in that state already. */
export const stateAction =
  (name: keyof typeof states) =>
  (call: Call): Answer => {
    const flag = findFlag(call);
    const { change, gerund } = states[name];
    if (flag.deleted) {
      const error = `This feature flag has been deleted. Restore it before ${gerund} it.`;
      throw new RawError(400, { success: false, error });
    }
    const isThere = Object.entries(change).every(([key, value]) => flag[key as "active" | "archived"] === value);
    return ok(showFlag(call, isThere ? flag : changeFlag(call, flag, change)));
  };

export const showStatus = (call: Call): Answer => {
  const status = statusOf(findFlag(call));
  return ok({ status, reason: `Flag status is ${status}` });
};

export const listDependents = (call: Call): Answer =>
  ok(activeDependents(call, findFlag(call).id).map(({ id, key, name }) => ({ id, key, name })));

export function bulkKeys(call: Call): Answer {
  const ids = list(integer()).parse(call.data.ids ?? [], "ids");
  const found = ids.flatMap((id) => liveFlag(call, id) ?? []);
  return ok({ keys: Object.fromEntries(found.map((flag) => [String(flag.id), flag.key])) });
}

/** Deletes flag by flag: one that is refused does not keep the others. */
export function bulkDelete(call: Call): Answer {
  const deleted: Json[] = [];
  const errors: Json[] = [];
  for (const id of idsToDelete(call)) {
    const flag = liveFlag(call, id);
    if (!flag) {
      errors.push({ id, reason: "Flag not found" });
      continue;
    }
    try {
      changeFlag(call, flag, { deleted: true });
      deleted.push({ id, key: flag.key, rollout_state: "not_rolled_out", active_variant: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push({ id, key: flag.key, reason: error.detail });
    }
  }
  return ok({ deleted, errors });
}

function idsToDelete(call: Call): number[] {
  const { ids, filters } = call.data;
  if (ids !== undefined) return list(integer()).parse(ids, "ids");
  const query = new URLSearchParams(asTexts(isObject(filters) ? filters : {}));
  const live = call
    .table(flags)
    .where({ project: call.project.id })
    .filter((flag) => !flag.deleted);
  return flagFilters(call, query)
    .reduce((rows, keep) => rows.filter(keep), live)
    .map((flag) => flag.id);
}

const asTexts = (filters: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filters).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );

function liveFlag(call: Call, id: number): FlagDocument | undefined {
  const flag = call.table(flags).get(id);
  return flag && !flag.deleted && flag.project === call.project.id ? flag : undefined;
}
