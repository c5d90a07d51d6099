import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { isRunning } from "../experiments/table.js";
import { activeDependents, dependenciesOf } from "./filters/references.js";
import { variantKeys } from "./filters/parts.js";
import { isInReplaySettings, linkedExperiments, named } from "./links.js";
import { flags, type FlagDocument } from "./table.js";

/** How many dependents an error names before it counts the rest. */
const NAMED_DEPENDENTS = 5;

/** Checks what a change means for the flag's own state and for whoever relies on it. */
export function checkChange(call: Call, before: FlagDocument | undefined, after: FlagDocument): void {
  checkContinuity(before, after);
  checkArchiving(before, after);
  if (!before) return;
  const disabled = before.active && !after.active;
  if (after.deleted && !before.deleted) checkDeletion(call, before);
  if (disabled || (after.deleted && !before.deleted))
    checkDependents(call, before, after.deleted ? "delete" : "disable");
  if (after.active && !before.active) checkDependencies(call, after);
  checkVariants(call, before, after);
}

function checkContinuity(before: FlagDocument | undefined, after: FlagDocument): void {
  const clashes = (flag: FlagDocument | undefined) =>
    flag?.ensure_experience_continuity === true && flag.bucketing_identifier === "device_id";
  if (clashes(after) && !clashes(before)) {
    throw invalid(
      "Cannot enable 'persist across authentication steps' when using device ID bucketing. " +
        "These features are incompatible.",
    );
  }
}

function checkArchiving(before: FlagDocument | undefined, after: FlagDocument): void {
  if (!after.archived || !after.active) return;
  if (before?.archived) throw invalid("Cannot enable an archived feature flag. Unarchive it first.");
  throw invalid("Cannot archive an enabled feature flag. Disable it first, or send active: false in the same request.");
}

function checkDeletion(call: Call, flag: FlagDocument): void {
  const running = linkedExperiments(call, flag.id).filter(isRunning);
  if (running.length > 0) {
    throw invalid(
      `Cannot delete a feature flag that is linked to running experiment(s): ${named(running)}. ` +
        "Please stop the experiment(s) before deleting the flag.",
    );
  }
  if (isInReplaySettings(call, flag)) {
    throw invalid(
      "This feature flag is used in session replay settings. Please remove it from replay settings before deleting.",
    );
  }
}

export function checkDependents(call: Call, flag: FlagDocument, what: "disable" | "delete"): void {
  const dependents = activeDependents(call, flag.id);
  if (dependents.length === 0) return;
  const shown = dependents.slice(0, NAMED_DEPENDENTS).map((each) => `${each.key} (ID: ${each.id})`);
  const more = dependents.length > shown.length ? `, and ${dependents.length - shown.length} more` : "";
  throw invalid(
    `Cannot ${what} this feature flag because other flags depend on it: ${shown.join(", ")}${more}. ` +
      "Please update or disable the dependent flags first.",
  );
}

function checkDependencies(call: Call, flag: FlagDocument): void {
  const disabled = dependenciesOf(flag.filters)
    .map((id) => call.table(flags).get(id))
    .filter((dependency) => dependency && !dependency.active);
  if (disabled.length === 0) return;
  const names = disabled.map((dependency) => `${dependency!.key} (ID: ${dependency!.id})`).join(", ");
  throw invalid(
    `Cannot enable this feature flag because it depends on disabled flags: ${names}. ` +
      "Please enable the dependency flags first.",
  );
}

function checkVariants(call: Call, before: FlagDocument, after: FlagDocument): void {
  const kept = variantKeys(after.filters);
  const removed = variantKeys(before.filters).filter((key) => !kept.includes(key));
  if (removed.length === 0) return;
  const running = linkedExperiments(call, before.id).filter(isRunning);
  if (running.length === 0) return;
  const names = removed.map((key) => `'${key}'`).join(", ");
  throw invalid(
    `Cannot remove variant(s) ${names} from a feature flag that is linked to running experiment(s): ${named(running)}. ` +
      "Please stop the experiment(s) before removing variants.",
    "filters",
  );
}
