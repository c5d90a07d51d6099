import type { Spec } from "@posthog-definitions/core";
import { collection, defineKind, singleton, type Kind } from "@posthog-definitions/core/kind";
import { adminOnly } from "./admin.js";
import { decode, encode, normalise, type ProjectRow } from "./codec.js";
import { keptPaths, withoutKept } from "./kept.js";
import { merges, withPresent } from "./merged.js";
import { spec } from "./schema.js";
import { targets } from "./targets.js";
import { isKnownZone } from "./time-zone.js";

/** The project itself: always there, and an update of what is declared alone. */
export const projectSettings: Kind<"project-settings", Spec, ProjectRow> = defineKind<
  "project-settings",
  Spec,
  ProjectRow
>({
  name: "project-settings",
  plural: "project-settings",
  summary: "Settings of the project, as far as they are declared.",
  spec,
  identity: singleton(),
  api: collection<ProjectRow>({ path: "", scope: "project", remove: "never", singleton: true, merges }),
  targets,
  encode: (s, { row }) => encode(s, row),
  decode,
  normalise,
  adminOnly,
  check(s, report) {
    const zone = s["timezone"];
    if (typeof zone === "string" && !isKnownZone(zone))
      report(
        ["timezone"],
        `"${zone}" is no time zone known here; PostHog takes names such as "Europe/Berlin".`,
        "warning",
      );
    for (const path of keptPaths(s)) report(path, "PostHog keeps this by itself, and does not listen.", "warning");
  },
  settle: (want, have) => withPresent(withoutKept(want), have),
  title: (row) => (typeof row["name"] === "string" ? row["name"] : undefined),
  url: () => "settings/project",
});

export default [projectSettings];
