import type { Ref } from "@posthog-definitions/core";
import { fields, type Facet, type Hole } from "@posthog-definitions/core/kind";
import { stateOf } from "./lifecycle.js";
import type { ExperimentRow } from "./row.js";
import type { ExperimentSpec } from "./spec.js";

type Holdout = Ref<"experiment-holdout"> | undefined;

export const LAUNCHED =
  "PostHog fixes the holdout of an experiment when it is launched, since people are in their variants by then. Put it back, " +
  'or reset the experiment with `lifecycle: "draft"` first, which clears its dates and results.';

/**
 * The POST would take it, but not pass it on to a flag that exists already: only an update of the draft does. That one
 * names the flag too, so that it waits for what else is done to the flag.
 */
export const holdout: Facet<Holdout, ExperimentSpec, ExperimentRow> = {
  fresh: () => undefined,
  decode: (row, at) => {
    const id = row.holdout_id ?? row.holdout?.id;
    return id === undefined || id === null ? undefined : at.ref("experiment-holdout", id);
  },
  governs: ({ featureFlag, holdout }) =>
    featureFlag && holdout ? [{ of: featureFlag, field: "filters.holdout" }] : [],
  write({ want, spec, row, refuse }) {
    if (row && stateOf(row) !== "draft") {
      refuse([], LAUNCHED);
      return [];
    }
    return [fields({ holdout_id: want ?? null, feature_flag_key: keyOf(spec) })];
  },
};

/** The flag by its key, which is how an experiment names it. */
export const keyOf = ({ featureFlag }: ExperimentSpec): Hole | undefined =>
  featureFlag && { ...featureFlag, out: "key" };
