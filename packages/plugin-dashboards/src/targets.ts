import { collection, naturalKey, type Target } from "@posthog-definitions/core/kind";
import { queryTargets } from "@posthog-definitions/queries/schema";

/** Colour themes have no kind here: they are found by name or id, and never written. */
const dataColorTheme: Target = {
  name: "data-color-theme",
  plural: "data-color-themes",
  identity: naturalKey("name"),
  api: collection<object>({ path: "data_color_themes/", scope: "project", paging: "none", remove: "hard" }),
};

export const targets: readonly Target[] = [...queryTargets, dataColorTheme];
