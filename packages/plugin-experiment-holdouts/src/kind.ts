import type { Body } from "@posthog-definitions/core";
import { collection, defineKind, marker, type Kind } from "@posthog-definitions/core/kind";
import { shortProperty } from "@posthog-definitions/plugin-feature-flags/schema";
import { queryTargets } from "@posthog-definitions/queries/schema";
import { checkGroups } from "./check.js";
import { decodeGroups, encodeGroups, normalGroup, type Group, type LooseGroup } from "./groups.js";
import type { HoldoutRow } from "./row.js";
import { spec } from "./schema.js";

/** A holdout in its normal form. */
export interface HoldoutSpec {
  readonly name: string;
  readonly description: string;
  /** Absent only in a file that says nothing about it, which `check` refuses. */
  readonly filters?: readonly Group[];
}

/** What a file or a row says, before it is in its normal form. */
interface LooseSpec extends Omit<HoldoutSpec, "filters"> {
  readonly filters?: readonly LooseGroup[];
  readonly exclusion_percentage?: number;
}

/** `experiment_holdouts/`: one request lists them all, with everything. */
export const experimentHoldout: Kind<"experiment-holdout", HoldoutSpec, HoldoutRow> = defineKind<
  "experiment-holdout",
  HoldoutSpec,
  HoldoutRow
>({
  name: "experiment-holdout",
  plural: "experiment-holdouts",
  summary: "Experiment holdouts: persons who are kept out of experiments.",
  spec,
  shorthands: { exclusion_percentage: ["filters"] },
  identity: marker("description", { max: 400 }),
  api: collection<HoldoutRow>({ path: "experiment_holdouts/", scope: "experiment_holdout", remove: "hard" }),
  targets: queryTargets,

  encode: (s, { row }): Body => ({
    name: s.name,
    description: s.description,
    filters: s.filters && encodeGroups(s.filters, row?.filters),
  }),

  decode: (row, at): LooseSpec => ({
    name: row.name ?? "",
    description: row.description ?? "",
    filters: decodeGroups(row.filters, at),
  }),

  normalise,
  check: ({ filters }, report) => {
    checkGroups(filters, report);
  },
  alongside: {
    filters: "rewrites the flags of all experiments in the holdout, running ones too",
  },
  rewrites: ["feature-flag"],
  afterRemoval:
    "The flags of all experiments in it, running ones too, stop keeping anybody out; made anew, it has another id, and so another variant `holdout-<id>`.",
  activity: { scope: "Experiment", about: (type) => type === "holdout", blamesCreator: true },
  title: (row) => row.name ?? undefined,
  url: () => "experiments?tab=holdouts",
  shorten,
});

export default [experimentHoldout];

function normalise({ exclusion_percentage, filters, ...s }: LooseSpec): HoldoutSpec {
  const groups =
    filters ?? (exclusion_percentage === undefined ? undefined : [{ rollout_percentage: exclusion_percentage }]);
  return { ...s, ...(groups ? { filters: groups.map(normalGroup) } : {}) };
}

/** The shortest input that says the same. */
function shorten({ name, description, filters = [] }: HoldoutSpec): object {
  const [only, ...others] = filters;
  const isShare = only && others.length === 0 && only.properties.length === 0;
  return {
    name,
    ...(description === "" ? {} : { description }),
    ...(isShare
      ? { exclusion_percentage: only.rollout_percentage }
      : {
          filters: filters.map(({ properties, ...group }) =>
            properties.length > 0 ? { properties: properties.map(shortProperty), ...group } : group,
          ),
        }),
  };
}
