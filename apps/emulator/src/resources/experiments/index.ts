import { signedIn, type Logged } from "../../activity/logged.js";
import { ok } from "../../server/answer.js";
import { bulkUpdateTags } from "../bulk-tags.js";
import { defineResource, type Handler } from "../define.js";
import { duplicateExperiment } from "./duplicate.js";
import { findExperiment } from "./find.js";
import { freezeExposure, unfreezeExposure } from "./freeze.js";
import { archive, end, launch, pause, reset, resume, unarchive } from "./lifecycle.js";
import { listExperiments, matchingIds } from "./list.js";
import { shipVariant } from "./ship.js";
import { showExperiment } from "./show.js";
import { experiments, type ExperimentDocument } from "./table.js";
import { createExperiment, replaceExperiment, updateExperiment } from "./write.js";

const write = (handle: Handler) => ({ on: "item", methods: ["POST"], scope: "write", handle }) as const;

/** Experiments on feature flags, through their whole life. Nothing is ever measured. */
export const experimentsResource = defineResource({
  path: "experiments",
  scope: "experiment",
  tables: [experiments],
  logged: [
    {
      table: experiments,
      scope: "Experiment",
      except: ["feature_flag", "holdout", "exposure_cohort", "flag_was_archived"],
      name: ({ name }) => name,
      by: signedIn,
      find: findExperiment,
    } satisfies Logged<ExperimentDocument>,
  ],
  list: listExperiments,
  create: createExperiment,
  retrieve: (call) => ok(showExperiment(call, findExperiment(call))),
  update: updateExperiment,
  put: replaceExperiment,
  destroy: "forbidden",
  actions: {
    launch: write(launch),
    pause: write(pause),
    resume: write(resume),
    end: write(end),
    archive: write(archive),
    unarchive: write(unarchive),
    reset: write(reset),
    freeze_exposure: write(freezeExposure),
    unfreeze_exposure: write(unfreezeExposure),
    ship_variant: write(shipVariant),
    duplicate: write(duplicateExperiment),
    matching_ids: { on: "collection", methods: ["GET"], scope: "read", handle: matchingIds },
    bulk_update_tags: { on: "collection", methods: ["POST"], scope: "write", handle: bulkUpdateTags(experiments) },
  },
});
