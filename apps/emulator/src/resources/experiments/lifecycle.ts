import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { boolean, parseFields } from "../../server/fields.js";
import { checkScope } from "../../server/permissions.js";
import { activeDependents } from "../feature-flags/filters/references.js";
import { checkDependents } from "../feature-flags/rules.js";
import { conclusion, conclusionComment } from "./fields.js";
import { findExperiment } from "./find.js";
import { checkVariantCount, flagOf, putFlag } from "./flag.js";
import { thaw } from "./freeze.js";
import { fingerprinted } from "./metrics.js";
import { showExperiment } from "./show.js";
import { checkOpen } from "./status.js";
import { experiments, isDraft, isStopped, type ExperimentDocument } from "./table.js";

/** `POST {id}/launch/` and its kin. Source: `PostHog/posthog: products/experiments/backend/experiment_service.py`. */

/** Runs as one: nothing of it stays when it is refused. */
const action =
  (act: (call: Call, experiment: ExperimentDocument) => ExperimentDocument) =>
  (call: Call): Answer => {
    const experiment = findExperiment(call);
    return call.store.transaction(() => ok(showExperiment(call, act(call, experiment))));
  };

/** A change of the experiment itself counts as a version; one of its flag alone does not. */
export const putExperiment = (
  call: Call,
  experiment: ExperimentDocument,
  change: Partial<ExperimentDocument>,
): ExperimentDocument =>
  call
    .table(experiments)
    .put({ ...experiment, ...change, version: (experiment.version ?? 0) + 1, updated_at: call.now });

/** What a flag must be for an experiment to go live on it. */
export function checkLaunchable(call: Call, experiment: ExperimentDocument): void {
  const flag = flagOf(call, experiment);
  if (flag.deleted) throw invalid("Experiment cannot be launched because its feature flag has been deleted.");
  checkVariantCount(flag);
}

export const launch = action((call, experiment) => {
  if (!isDraft(experiment)) throw invalid("Experiment has already been launched.");
  checkLaunchable(call, experiment);
  putFlag(call, flagOf(call, experiment), { active: true });
  return putExperiment(call, experiment, fingerprinted({ ...experiment, start_date: call.now }));
});

export const pause = action((call, experiment) => {
  checkOpen(experiment);
  const flag = flagOf(call, experiment);
  if (!flag.active) throw invalid("Experiment is already paused.");
  putFlag(call, flag, { active: false });
  return experiment;
});

export const resume = action((call, experiment) => {
  checkOpen(experiment);
  const flag = flagOf(call, experiment);
  if (flag.active) throw invalid("Experiment is not paused.");
  putFlag(call, flag, { active: true });
  return experiment;
});

const ending = { conclusion, conclusion_comment: conclusionComment, open_cleanup_pr: boolean() };

/** A paused experiment ends like one that runs. What is not said of the conclusion is nothing. */
export const end = action((call, experiment) => {
  const sent = parseFields(ending, call.data);
  checkOpen(experiment);
  return putExperiment(call, experiment, {
    end_date: call.now,
    conclusion: sent.conclusion ?? null,
    conclusion_comment: sent.conclusion_comment ?? null,
  });
});

/** The flag stays as it is, except that it is not frozen any more. */
export const reset = action((call, experiment) => {
  if (isDraft(experiment)) throw invalid("Experiment is already in draft state.");
  thaw(call, experiment);
  return putExperiment(call, experiment, {
    start_date: null,
    end_date: null,
    archived: false,
    conclusion: null,
    conclusion_comment: null,
  });
});

export const archive = action((call, experiment) => {
  const { disable_feature_flag: disable = false } = parseFields({ disable_feature_flag: boolean() }, call.data);
  if (experiment.archived) throw invalid("Experiment is already archived.");
  if (!isStopped(experiment)) throw invalid("Experiment must be ended before it can be archived.");
  const withFlag = archivesFlag(call, experiment, disable);
  return putExperiment(call, experiment, { archived: true, flag_was_archived: withFlag });
});

/** A flag that is off goes along, one that is on only where that was asked for; one that others use stays. */
function archivesFlag(call: Call, experiment: ExperimentDocument, disable: boolean): boolean {
  const flag = flagOf(call, experiment);
  const others = call
    .table(experiments)
    .where({ feature_flag: flag.id })
    .filter((other) => other.id !== experiment.id && !other.deleted && !other.archived);
  if (flag.deleted || flag.archived || others.length > 0 || (flag.active && !disable)) return false;
  if (flag.active) {
    if (!mayWriteFlags(call))
      throw forbidden("You don't have feature flag write access, so this experiment's feature flag can't be disabled.");
    if (call.switches.flagApprovals)
      throw forbidden(
        "Disabling this feature flag requires approval. Disable it from the feature flag page " +
          "to go through the approval flow, then archive the experiment.",
      );
    if (activeDependents(call, flag.id).length > 0) checkDependents(call, flag, "disable");
  } else if (!mayWriteFlags(call)) return false;
  putFlag(call, flag, { active: false, archived: true });
  return true;
}

function mayWriteFlags({ credentials }: Call): boolean {
  if (credentials.kind !== "key") return true;
  try {
    checkScope(credentials.key.scopes, "feature_flag:write");
    return true;
  } catch {
    return false;
  }
}

/** Brings the flag back where the archiving took it along; it stays off. */
export const unarchive = action((call, experiment) => {
  if (!experiment.archived) throw invalid("Experiment is not archived.");
  const flag = flagOf(call, experiment);
  const brings = experiment.flag_was_archived && !flag.deleted && flag.archived;
  if (brings && mayWriteFlags(call)) putFlag(call, flag, { archived: false });
  return putExperiment(call, experiment, { archived: false, flag_was_archived: brings && !mayWriteFlags(call) });
});
