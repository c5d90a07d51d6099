import { type Body, type Path } from "@posthog-definitions/core";
import { collection, defineKind, lean, marker, type Kind } from "@posthog-definitions/core/kind";
import { queryTargets, shortenConditions } from "@posthog-definitions/queries/schema";
import { decodeGroups, encodeGroups, normalGroup } from "./groups.js";
import type { ExperimentHoldoutRow } from "./row.js";
import { spec, type ExperimentHoldoutSpec } from "./schema.js";

/** `experiment_holdouts/`: the list is complete. */
export const experimentHoldout: Kind<"experiment-holdout", ExperimentHoldoutSpec, ExperimentHoldoutRow> = defineKind<
  "experiment-holdout",
  ExperimentHoldoutSpec,
  ExperimentHoldoutRow
>({
  name: "experiment-holdout",
  plural: "experiment-holdouts",
  summary: "Holdouts: people who are kept out of experiments.",
  spec,
  identity: marker("description", { max: 400 }),
  api: collection<ExperimentHoldoutRow>({
    path: "experiment_holdouts/",
    scope: "experiment_holdout",
    remove: "hard",
  }),
  targets: queryTargets,
  afterRemoval:
    "A deleted holdout also goes from every experiment and its flag, and cannot be restored: one that is made anew holds out other people.",

  encode: (s, { row }): Body => ({
    name: s.name,
    description: s.description,
    filters: s.filters && encodeGroups(s.filters, row),
  }),

  decode: (row, at): Partial<ExperimentHoldoutSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    filters: decodeGroups(row.filters, at),
  }),

  normalise: (s) => ({ ...s, filters: s.filters && s.filters.map(normalGroup) }),
  check,
  shorten: (s) => ({
    ...(lean(spec, s) as object),
    filters: s.filters.map((group) =>
      group.properties ? { ...group, properties: shortenConditions(group.properties) } : group,
    ),
  }),
  title: (row) => row.name ?? undefined,
  url: () => "experiments?tab=holdouts",
});

export default [experimentHoldout];

/** PostHog puts one number into flags, and keeps the rest without looking at it. */
function check(
  { filters }: ExperimentHoldoutSpec,
  report: (path: Path, message: string, severity?: "error" | "warning") => void,
): void {
  if (filters.length > 1)
    report(["filters", 1], "Only the first group's percentage reaches flags: this one holds nobody out.", "warning");
  if (filters[0]?.properties?.length)
    report(["filters", 0, "properties"], "PostHog keeps these conditions, but no flag looks at them.", "warning");
}
