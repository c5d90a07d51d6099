import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { holdouts } from "../experiment-holdouts/table.js";
import { groupsOf, variantKeys } from "../feature-flags/filters/parts.js";
import { flags, type FlagDocument } from "../feature-flags/table.js";
import { changeFlag, makeFlag } from "../feature-flags/write.js";
import { flagByKey, TOO_FEW, type FlagConfig } from "./flag-config.js";
import type { ExperimentDocument } from "./table.js";

const DEFAULT_VARIANTS = [
  { key: "control", name: "Control Group", rollout_percentage: 50 },
  { key: "test", name: "Test Variant", rollout_percentage: 50 },
];

/** The flag of an experiment, deleted or not. */
export const flagOf = (call: Call, experiment: Pick<ExperimentDocument, "feature_flag">): FlagDocument =>
  call.table(flags).get(experiment.feature_flag)!;

export function checkVariantCount(flag: FlagDocument): void {
  if (variantKeys(flag.filters).length < 2) throw invalid(TOO_FEW);
}

/** What a flag's filters say of the holdout. */
export function holdoutFilters(call: Call, holdout: number | null): JsonObject {
  const group = holdout === null ? undefined : call.table(holdouts).get(holdout)?.filters[0];
  return { holdout: group ? { id: holdout, exclusion_percentage: group.rollout_percentage ?? 0 } : null };
}

/** The flag with this key as it is, or else a new one. */
export function ensureFlag(
  call: Call,
  key: string,
  { name, config, holdout, isDraft }: { name: string; config: FlagConfig; holdout: number | null; isDraft: boolean },
): FlagDocument {
  const existing = flagByKey(call, key);
  if (existing) {
    checkVariantCount(existing);
    return existing;
  }
  const variants = config.variants ?? [];
  return makeFlag(call, {
    key,
    name: `Feature Flag for Experiment ${name}`,
    filters: {
      groups: [{ properties: [], rollout_percentage: config.rollout_percentage ?? 100 }],
      multivariate: { variants: variants.length > 0 ? variants : DEFAULT_VARIANTS },
      aggregation_group_type_index: config.aggregation_group_type_index ?? null,
      ...(config.payloads ? { payloads: config.payloads } : {}),
      ...holdoutFilters(call, holdout),
    },
    active: !isDraft,
    creation_context: "experiments",
    ensure_experience_continuity:
      config.ensure_experience_continuity ?? call.project.settings.flags_persistence_default ?? false,
  });
}

/** Changes the flag of an experiment through the flag's own rules; what is not said stays. */
export function syncFlag(
  call: Call,
  experiment: ExperimentDocument,
  { config, holdout }: { config: FlagConfig | undefined; holdout: number | null | undefined },
): void {
  if (!config && holdout === undefined) return;
  const flag = flagOf(call, experiment);
  const groups = groupsOf(flag.filters).map(({ value }) => value);
  const [first, ...rest] = groups;
  const rollout = config?.rollout_percentage;
  const variants = config?.variants ?? [];
  changeFlag(call, flag, {
    filters: {
      groups: rollout === undefined || !first ? groups : [{ ...first, rollout_percentage: rollout }, ...rest],
      ...(variants.length > 0 ? { multivariate: { variants } } : {}),
      ...(config?.aggregation_group_type_index === undefined
        ? {}
        : { aggregation_group_type_index: config.aggregation_group_type_index }),
      ...(config?.payloads === undefined ? {} : { payloads: config.payloads }),
      ...holdoutFilters(call, holdout === undefined ? experiment.holdout : holdout),
    },
    ...(config?.ensure_experience_continuity === undefined
      ? {}
      : { ensure_experience_continuity: config.ensure_experience_continuity }),
  });
}

/** As the experiment's own routes change the flag: past the flag's rules, and without counting a version. */
export const putFlag = (call: Call, flag: FlagDocument, change: Partial<FlagDocument>): FlagDocument =>
  call.table(flags).put({ ...flag, ...change, updated_at: call.now });
