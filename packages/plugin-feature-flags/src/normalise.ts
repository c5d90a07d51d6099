import type { Ref } from "@posthog-definitions/core";
import { defaultOperators, isComparison, comparisons, operatorAliases, type ConditionType } from "./operators.js";
import { completed } from "./shares.js";
import type { Filters, FlagSpec, Group, Holdout, Property, Variant } from "./spec.js";

type Loose<T> = { readonly [K in keyof T]?: T[K] | null };

/** A condition before it is in its normal form: from a file or a row. */
export type LooseProperty = Omit<Loose<Property>, "key" | "negation"> & {
  readonly key?: string | number | Ref;
  readonly negation?: boolean | null;
};
export type LooseGroup = Omit<Loose<Group>, "properties"> & { readonly properties?: readonly LooseProperty[] | null };
export type LooseVariant = Loose<Variant> & Pick<Variant, "key" | "rollout_percentage">;
export interface LooseFilters {
  readonly groups?: readonly LooseGroup[];
  readonly multivariate?: { readonly variants: readonly LooseVariant[] } | null;
  readonly payloads?: Readonly<Record<string, unknown>> | null;
  readonly aggregation_group_type_index?: number | null;
  readonly early_exit?: boolean | null;
  readonly holdout?: Holdout | null;
  readonly feature_enrollment?: boolean | null;
}

/** A spec that may still have short forms and empty values. */
export interface LooseSpec extends Omit<Loose<FlagSpec>, "filters"> {
  readonly filters?: LooseFilters;
  readonly rollout?: number;
  readonly groups?: readonly LooseGroup[];
  readonly variants?: readonly LooseVariant[] | Readonly<Record<string, number>>;
  readonly payloads?: Readonly<Record<string, unknown>>;
}

/**
 * Short forms written out, and every way in which PostHog lets one thing be said turned into one of them: null, absent
 * and empty; older operators; aggregation per flag or per condition set.
 */
export function normalise(spec: LooseSpec): FlagSpec {
  const { rollout: _rollout, groups: _groups, variants: _variants, payloads: _payloads, ...fields } = spec;
  const remote = spec.is_remote_configuration ?? false;
  const filters = writtenOut(spec);
  return present({
    ...fields,
    name: (spec.name ?? "").trim(),
    active: spec.active ?? undefined,
    // PostHog refuses to enable an archived flag unless it is unarchived too.
    archived: spec.archived ?? (spec.active === true ? false : undefined),
    // On flags PostHog drops blank tags.
    tags: spec.tags?.filter((tag) => tag !== ""),
    filters: filters && normalFilters(filters, remote),
    ensure_experience_continuity: spec.ensure_experience_continuity ?? false,
    is_remote_configuration: remote,
    has_encrypted_payloads: spec.has_encrypted_payloads ?? false,
    evaluation_runtime: spec.evaluation_runtime || "all",
    bucketing_identifier: spec.bucketing_identifier || "distinct_id",
    evaluation_contexts: spec.evaluation_contexts ?? undefined,
    has_enriched_analytics: spec.has_enriched_analytics ?? undefined,
    analytics_dashboards: spec.analytics_dashboards ?? undefined,
  });
}

function writtenOut({ filters, rollout, groups, variants, payloads }: LooseSpec): LooseFilters | undefined {
  const short: LooseFilters = present({
    groups: groups ?? (rollout === undefined ? undefined : [{ rollout_percentage: rollout }]),
    multivariate: variants && { variants: asList(variants) },
    payloads,
  });
  return filters || Object.keys(short).length > 0 ? { ...filters, ...short } : undefined;
}

const asList = (variants: NonNullable<LooseSpec["variants"]>): readonly LooseVariant[] =>
  Array.isArray(variants)
    ? (variants as readonly LooseVariant[])
    : Object.entries(variants as Readonly<Record<string, number>>).map(([key, share]) => ({
        key,
        rollout_percentage: share,
      }));

function normalFilters(filters: LooseFilters, remote: boolean): Filters {
  const variants = filters.multivariate?.variants ?? [];
  const payloads = filters.payloads ?? {};
  const groups = filters.groups?.map((group) => normalGroup(group, filters.aggregation_group_type_index));
  return present({
    groups: remote ? forEverybody(groups) : groups,
    multivariate: variants.length === 0 ? undefined : { variants: completed(variants.map(normalVariant)) },
    payloads: Object.keys(payloads).length === 0 ? undefined : payloads,
    early_exit: filters.early_exit === true ? true : undefined,
    holdout: filters.holdout,
    feature_enrollment: filters.feature_enrollment === null ? false : filters.feature_enrollment,
  });
}

/** PostHog creates remote configurations so, whatever it is told. */
function forEverybody(groups: readonly Group[] = []): readonly Group[] {
  if (groups.length === 0) return [{ properties: [], rollout_percentage: 100 }];
  return groups.map((group) => (group.rollout_percentage === 0 ? { ...group, rollout_percentage: 100 } : group));
}

function normalGroup(group: LooseGroup, flagIndex: number | null | undefined): Group {
  const own = group.aggregation_group_type_index;
  const index = (own === undefined ? flagIndex : own) ?? undefined;
  return present({
    properties: (group.properties ?? []).map((property) => normalProperty(property, index)),
    rollout_percentage: group.rollout_percentage ?? 100,
    variant: group.variant || undefined,
    description: group.description || undefined,
    aggregation_group_type_index: index,
  });
}

function normalVariant(variant: LooseVariant): Variant {
  const { key, rollout_percentage, name, description } = variant;
  return present({ key, rollout_percentage, name: name || undefined, description: description || undefined });
}

/** One form of a condition, in a set of persons or of this group type. */
export function normalProperty(property: LooseProperty, groupIndex: number | undefined): Property {
  const type = property.type ?? "person";
  const operator = canonicalOperator(property.operator, type);
  return present({
    type,
    key: type === "cohort" ? "id" : typeof property.key === "number" ? String(property.key) : (property.key ?? ""),
    operator,
    value: type === "flag" ? (property.value ?? true) : canonicalValue(property.value, operator),
    group_type_index: type === "group" ? (property.group_type_index ?? groupIndex) : undefined,
    negation: property.negation === true ? true : undefined,
  });
}

function canonicalOperator(operator: string | null | undefined, type: string): string {
  if (operator === "min" || operator === "max") return operatorAliases[operator];
  return operator ?? (Object.hasOwn(defaultOperators, type) ? defaultOperators[type as ConditionType] : "exact");
}

function canonicalValue(value: unknown, operator: string): unknown {
  const comparand = isComparison(operator) ? comparisons[operator] : undefined;
  if (comparand === "nothing") return undefined;
  // The server wants text here, also for numbers.
  return comparand === "order" && typeof value === "number" ? String(value) : (value ?? undefined);
}

/** Without the members that are undefined. */
export function present<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
