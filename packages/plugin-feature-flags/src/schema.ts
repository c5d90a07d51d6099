import { isSecret, refText, type Ref, type Reference } from "@posthog-definitions/core";
import { foldTags, keyed, refTo, tags, unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import type { FlagProperty } from "./conditions.js";
import type { LooseProperty } from "./normalise.js";
import { comparisons, type ConditionType } from "./operators.js";
import { isJson, payloadValue } from "./payloads.js";
import { byIdAlone, referenceOr } from "./references.js";

const share = z.number().min(0).max(100);
const groupType = z.int().min(0).max(4).nullish();
const ignored = z.unknown().optional();

const conditionTypes = ["person", "cohort", "group", "flag"] as const satisfies readonly ConditionType[];
const operators = [...Object.keys(comparisons), "in", "not_in", "flag_evaluates_to", "min", "max"];

/**
 * One condition. Loose in its shape, because what fits depends on type and operator: `check` says which, in words that
 * a union of thirty shapes could not; the exported type says it to the compiler.
 */
export const property = z
  .strictObject({
    type: z.enum(conditionTypes).default("person"),
    key: z.unknown().optional(),
    operator: z.enum(operators).nullish(),
    value: ignored,
    group_type_index: groupType,
    negation: z.boolean().nullish(),
    label: ignored,
    cohort_name: ignored,
    group_key_names: ignored,
  })
  .transform(({ key, value, ...rest }): LooseProperty => {
    if (rest.type === "flag") return { ...rest, value, key: referenceOr(key, "feature-flag", byIdAlone) as Ref };
    const name = typeof key === "string" || typeof key === "number" ? key : undefined;
    return { ...rest, key: name, value: rest.type === "cohort" ? referenceOr(value, "cohort", byIdAlone) : value };
  }) as unknown as z.ZodType<LooseProperty, FlagProperty>;

export const group = z.strictObject({
  properties: z.array(property).nullish(),
  rollout_percentage: share.nullish(),
  variant: z.string().nullish(),
  description: z.string().nullish(),
  aggregation_group_type_index: groupType,
});

const variantKey = z
  .string()
  .max(400)
  .regex(/^[a-zA-Z0-9_./-]+$/, "may only have letters, digits, hyphens, underscores, dots and slashes");

export const variant = z.strictObject({
  key: variantKey,
  name: z.string().nullish(),
  rollout_percentage: share,
  description: z.string().nullish(),
});

/** References and ids of one kind. */
const rowOf = <K extends string>(kind: K): z.ZodType<Ref<K>, Reference<K> | number> =>
  z.preprocess(
    (value) => (typeof value === "number" ? referenceOr(value, kind, byIdAlone) : value),
    refTo(kind),
  ) as unknown as z.ZodType<Ref<K>, Reference<K> | number>;

const payloads = z.record(
  z.string(),
  z
    .custom<unknown>((value) => isSecret(value) || isJson(value), { error: 'must be JSON data, or env("NAME")' })
    .transform(payloadValue),
);

export const filters = z.strictObject({
  groups: z.array(group).optional(),
  multivariate: z.strictObject({ variants: z.array(variant) }).nullish(),
  payloads: payloads.nullish(),
  aggregation_group_type_index: groupType,
  holdout: unmanaged(z.strictObject({ id: rowOf("experiment-holdout"), exclusion_percentage: share }).nullable()),
  feature_enrollment: unmanaged(z.boolean().nullable()),
  early_exit: z.boolean().nullish(),
  super_groups: ignored,
});

const evaluationContexts = z.array(z.string().trim().toLowerCase().min(1).max(255)).max(50).transform(foldTags);

export const spec = z.object({
  name: z.string().default(""),
  active: unmanaged(z.boolean()),
  archived: unmanaged(z.boolean()),
  tags: tags(),
  filters: unmanaged(filters),
  rollout: share.optional(),
  groups: z.array(group).optional(),
  variants: z.union([z.array(variant), z.record(variantKey, share)]).optional(),
  payloads: payloads.optional(),
  ensure_experience_continuity: z.boolean().nullable().default(false),
  is_remote_configuration: z.boolean().nullable().default(false),
  has_encrypted_payloads: z.boolean().nullable().default(false),
  evaluation_runtime: z.enum(["server", "client", "all"]).nullable().default("all"),
  bucketing_identifier: z.enum(["distinct_id", "device_id"]).nullable().default("distinct_id"),
  evaluation_contexts: unmanaged(evaluationContexts),
  has_enriched_analytics: unmanaged(z.boolean()),
  analytics_dashboards: unmanaged(keyed(z.array(rowOf("dashboard")), refText)),
});

/** For kinds whose rows hold conditions as flags do: what becomes of {@link property} on its way to the server and back. */
export { checkProperty } from "./check.js";
export { decodeProperty } from "./decode.js";
export { anonymous, encodeProperties, someRow } from "./encode.js";
export { normalProperty, type LooseProperty } from "./normalise.js";
export { isComparison } from "./operators.js";
export { paired } from "./pairing.js";
export type { ById } from "./references.js";
export { listOr, objectOr, without } from "./row.js";
export { shortProperty } from "./shorten.js";
export type { Property } from "./spec.js";
