import { collection, naturalKey, tag, type Target } from "@posthog-definitions/core/kind";
import { queryTargets } from "@posthog-definitions/queries/schema";

/** What settings point at, described for where its plugin is not installed. */
export const targets: readonly Target[] = [
  ...queryTargets,
  {
    name: "dashboard",
    plural: "dashboards",
    identity: tag(),
    api: collection<object>({ path: "dashboards/", scope: "dashboard", remove: "soft" }),
  },
  // Colour themes have no kind: they are found by name or number, and never written.
  {
    name: "data-color-theme",
    plural: "data-color-themes",
    identity: naturalKey("name"),
    api: collection<object>({ path: "data_color_themes/", scope: "project", paging: "none", remove: "hard" }),
  },
];
