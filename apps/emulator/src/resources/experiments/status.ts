import type { JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { groupsOf } from "../feature-flags/filters/parts.js";
import type { FlagDocument } from "../feature-flags/table.js";
import { isDraft, isStopped, type ExperimentDocument } from "./table.js";

export type Status = "draft" | "running" | "paused" | "exposure_frozen" | "stopped";

/** Being paused and being frozen are nowhere stored: the flag tells. Paused wins. */
export function statusOf(experiment: ExperimentDocument, flag: FlagDocument): Status {
  if (isDraft(experiment)) return "draft";
  if (isStopped(experiment)) return "stopped";
  if (!flag.active) return "paused";
  return isFrozen(flag) ? "exposure_frozen" : "running";
}

export const isStamped = (group: JsonObject): boolean => group.exposure_frozen === true;

/** One condition set that is not stamped lets new people in, so all have to be. */
export function isFrozen(flag: FlagDocument): boolean {
  const groups = groupsOf(flag.filters).map(({ value }) => value);
  return groups.length > 0 && groups.every(isStamped);
}

/** Refuses what only goes with a running experiment, paused or not. */
export function checkOpen(experiment: ExperimentDocument): void {
  if (isDraft(experiment)) throw invalid("Experiment has not been launched yet.");
  if (isStopped(experiment)) throw invalid("Experiment has already ended.");
}
