import { isObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { experiments, type ExperimentDocument } from "../experiments/table.js";
import type { FlagDocument } from "./table.js";

/** Experiments on a flag, deleted ones too. */
export const linkedExperiments = (call: Call, flag: number): ExperimentDocument[] =>
  call.table(experiments).where({ feature_flag: flag });

/** Whether session replay starts on this flag. */
export function isInReplaySettings(call: Call, flag: FlagDocument): boolean {
  const linked = call.project.settings.session_recording_linked_flag;
  return isObject(linked) && linked.id === flag.id;
}

/** How errors name experiments. */
export const named = (list: readonly ExperimentDocument[]): string =>
  list.map((experiment) => `"${experiment.name}" (ID: ${experiment.id})`).join(", ");
