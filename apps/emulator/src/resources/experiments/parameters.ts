import { isObject, type Json, type JsonObject } from "../../json.js";
import { groupsOf, variantsOf } from "../feature-flags/filters/parts.js";
import type { FlagDocument } from "../feature-flags/table.js";

/** Every variant says its share under two names. */
export const withSplitPercent = (variants: readonly Json[]): Json[] =>
  variants.map((variant) =>
    isObject(variant) && variant.rollout_percentage !== undefined
      ? { ...variant, split_percent: variant.rollout_percentage }
      : variant,
  );

/** `parameters` as they are read: what is stored, and what the flag says now. */
export function projectedParameters(stored: JsonObject, flag: FlagDocument): JsonObject {
  const { filters, ensure_experience_continuity: continuity } = flag;
  const index = filters.aggregation_group_type_index ?? null;
  const rollout = groupsOf(filters)[0]?.value.rollout_percentage ?? null;
  const { payloads } = filters;
  return {
    ...stored,
    feature_flag_variants: withSplitPercent(variantsOf(filters).map(({ value }) => value)),
    ...(index === null ? {} : { aggregation_group_type_index: index }),
    ...(rollout === null ? {} : { rollout_percentage: rollout }),
    ...(isObject(payloads) && Object.keys(payloads).length > 0 ? { feature_flag_payloads: payloads } : {}),
    ...(continuity === null ? {} : { ensure_experience_continuity: continuity }),
  };
}
