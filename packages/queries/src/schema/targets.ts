import { collection, marker, naturalKey, tag, type Target } from "@posthog-definitions/core/kind";

/** The kinds that queries point at, described for where their plugin is not installed. A kind that holds queries lists them among its `targets`. */
export const queryTargets: readonly Target[] = [
  {
    name: "action",
    plural: "actions",
    identity: tag(),
    // A limit would be obeyed, but the answer has no `next` to tell that there are more.
    api: collection<object>({ path: "actions/", scope: "action", paging: "none", remove: "soft" }),
  },
  {
    name: "cohort",
    plural: "cohorts",
    identity: marker("description"),
    api: collection<object>({ path: "cohorts/", scope: "cohort", remove: "soft" }),
  },
  {
    name: "experiment",
    plural: "experiments",
    identity: marker("description"),
    api: collection<object>({ path: "experiments/", scope: "experiment", remove: "soft" }),
  },
  {
    name: "feature-flag",
    plural: "feature-flags",
    identity: tag(),
    api: collection<object>({ path: "feature_flags/", scope: "feature_flag", remove: "soft" }),
  },
  {
    name: "insight-variable",
    plural: "insight-variables",
    identity: naturalKey("code_name"),
    api: collection<object>({ path: "insight_variables/", scope: "insight_variable", paging: "page", remove: "hard" }),
  },
];
