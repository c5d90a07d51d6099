import { collection, marker, tag, type Target } from "@posthog-definitions/core/kind";

/** What a flag may refer to, so that `ref` and `lookup` work where the plugins of these kinds are not installed. */
export const targets: readonly Target[] = [
  {
    name: "cohort",
    plural: "cohorts",
    identity: marker("description"),
    api: collection({ path: "cohorts/", scope: "cohort", remove: "soft" }),
  },
  {
    name: "experiment-holdout",
    plural: "experiment-holdouts",
    identity: marker("description", { max: 400 }),
    api: collection({ path: "experiment_holdouts/", scope: "experiment_holdout", remove: "hard" }),
  },
  {
    name: "dashboard",
    plural: "dashboards",
    identity: tag(),
    api: collection({ path: "dashboards/", scope: "dashboard", remove: "soft" }),
  },
];
