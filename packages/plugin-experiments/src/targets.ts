import { collection, marker, type Target } from "@posthog-definitions/core/kind";
import { queryTargets } from "@posthog-definitions/queries/schema";

/** What an experiment may refer to, so that `ref` and `lookup` work where the plugins of these kinds are not installed. */
export const targets: readonly Target[] = [
  ...queryTargets,
  {
    name: "experiment-holdout",
    plural: "experiment-holdouts",
    identity: marker("description", { max: 400 }),
    api: collection({ path: "experiment_holdouts/", scope: "experiment_holdout", remove: "hard" }),
  },
  {
    name: "experiment-saved-metric",
    plural: "experiment-saved-metrics",
    identity: marker("description", { max: 400 }),
    api: collection({ path: "experiment_saved_metrics/", scope: "experiment_saved_metric", remove: "hard" }),
  },
];
