import { isRef, isSecret } from "@posthog-definitions/core";
import { call, callMethod, type Builder } from "@posthog-definitions/core/kind";
import { flagIs, group, inCohort, notInCohort, person } from "./index.js";
import { isComparison } from "./operators.js";
import { present } from "./normalise.js";
import type { Filters, FlagSpec, Group, Property, Variant } from "./spec.js";

/** The shortest input that says the same. */
export function shorten(spec: FlagSpec): object {
  const { filters, ...fields } = spec;
  const wordy: Readonly<Record<string, unknown>> = {
    name: "",
    active: true,
    archived: false,
    ensure_experience_continuity: false,
    is_remote_configuration: false,
    has_encrypted_payloads: false,
    evaluation_runtime: "all",
    bucketing_identifier: "distinct_id",
    has_enriched_analytics: false,
  };
  const said = Object.entries(fields).filter(
    ([name, value]) => value !== wordy[name] && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(said), ...(filters ? shortFilters(filters) : {}) };
}

function shortFilters({ groups, multivariate, payloads, holdout, feature_enrollment, early_exit }: Filters): object {
  const rest = present({
    holdout: holdout ?? undefined,
    feature_enrollment: feature_enrollment || undefined,
    early_exit,
  });
  return present({
    ...shortGroups(groups),
    variants: multivariate && shortVariants(multivariate.variants),
    payloads: payloads && Object.fromEntries(Object.entries(payloads).map(([key, value]) => [key, asWritten(value)])),
    filters: Object.keys(rest).length > 0 ? rest : undefined,
  });
}

function shortGroups(groups: readonly Group[] | undefined): object {
  const [only, ...others] = groups ?? [];
  if (only && others.length === 0 && only.properties.length === 0 && Object.keys(only).length === 2)
    return { rollout: only.rollout_percentage };
  return { groups: groups?.map(shortGroup) };
}

function shortGroup({ properties, rollout_percentage, ...rest }: Group): object {
  return {
    ...(properties.length > 0 ? { properties: properties.map(shortProperty) } : {}),
    // A set that says nothing else would say nothing at all.
    ...(rollout_percentage === 100 && properties.length > 0 ? {} : { rollout_percentage }),
    ...rest,
  };
}

const builder = (name: string, make: Builder["make"]): Builder => ({
  name,
  from: "@posthog-definitions/plugin-feature-flags",
  make,
});
const builders = {
  person: builder("person", person),
  group: builder("group", group),
  inCohort: builder("inCohort", inCohort),
  notInCohort: builder("notInCohort", notInCohort),
  flagIs: builder("flagIs", flagIs),
};

/** A condition by its helper, where that says all of it. */
export function shortProperty(property: Property): object {
  const { type, key, operator, value, group_type_index, ...rest } = property;
  if (Object.keys(rest).length > 0) return property;
  if (type === "cohort" && isRef(value))
    return call(operator === "not_in" ? builders.notInCohort : builders.inCohort, value);
  if (type === "flag") return call(builders.flagIs, key, ...(value === true ? [] : [value]));
  if (!isComparison(operator) || (type !== "person" && type !== "group")) return property;
  const of = type === "person" ? call(builders.person, key) : call(builders.group, group_type_index, key);
  return callMethod(of, operator, ...(value === undefined ? [] : [value]));
}

/** Names of variants and their shares, where nothing else is said of them. */
function shortVariants(variants: readonly Variant[]): object {
  if (!variants.every((variant) => Object.keys(variant).length === 2)) return variants;
  const shares = Object.fromEntries(variants.map(({ key, rollout_percentage }) => [key, rollout_percentage]));
  // Names that are numbers would come in another order.
  return Object.keys(shares).join("\n") === variants.map(({ key }) => key).join("\n") ? shares : variants;
}

/** A string that happens to be JSON text would be read as what it says, were it not JSON text itself. */
function asWritten(value: unknown): unknown {
  if (typeof value !== "string" || isSecret(value)) return value;
  try {
    JSON.parse(value);
    return JSON.stringify(value);
  } catch {
    return value;
  }
}
