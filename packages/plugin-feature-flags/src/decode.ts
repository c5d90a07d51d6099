import type { Decoding } from "@posthog-definitions/core/kind";
import { foldTags } from "@posthog-definitions/core/kind";
import type { Ref } from "@posthog-definitions/core";
import { freezeOf, withoutNote } from "./freeze.js";
import type { LooseFilters, LooseGroup, LooseProperty, LooseSpec, LooseVariant } from "./normalise.js";
import { decodePayloads } from "./payloads.js";
import { referenceOr, type ById } from "./references.js";
import { listOr, objectOr, type FlagRow } from "./row.js";

/** What a row says, in the user's words. Takes whatever was stored; `normalise` comes after it. */
export function decode(row: FlagRow, at: Pick<Decoding, "ref">): LooseSpec {
  return {
    name: typeof row.name === "string" ? row.name : "",
    active: row.active,
    archived: row.archived ?? false,
    tags: foldTags(listOr(row.tags)),
    filters: decodeFilters(row.filters, row.has_encrypted_payloads === true, at.ref),
    ensure_experience_continuity: row.ensure_experience_continuity,
    is_remote_configuration: row.is_remote_configuration,
    has_encrypted_payloads: row.has_encrypted_payloads,
    evaluation_runtime: row.evaluation_runtime,
    bucketing_identifier: row.bucketing_identifier,
    evaluation_contexts: foldTags(listOr(row.evaluation_contexts)),
    has_enriched_analytics: row.has_enriched_analytics ?? false,
  };
}

function decodeFilters(live: unknown, encrypted: boolean, byId: ById): LooseFilters {
  const filters = objectOr(live);
  return {
    groups: listOr(filters["groups"])
      .filter(isObject)
      .map((group) => decodeGroup(group, byId)),
    multivariate: {
      variants: listOr(objectOr(filters["multivariate"])["variants"]).filter(isObject) as unknown as LooseVariant[],
    },
    payloads: decodePayloads(filters["payloads"], encrypted),
    aggregation_group_type_index: filters["aggregation_group_type_index"] as number | null | undefined,
    early_exit: filters["early_exit"] === true,
    holdout: decodeHoldout(filters["holdout"], byId),
    feature_enrollment: filters["feature_enrollment"] === true,
  };
}

/** One live condition set, without what a frozen experiment added to it. */
export function decodeGroup(group: Readonly<Record<string, unknown>>, byId: ById): LooseGroup {
  const freeze = freezeOf(group);
  const description = group["description"] as string | undefined;
  return {
    ...(group as unknown as LooseGroup),
    properties: listOr(group["properties"])
      .filter(isObject)
      .filter((condition) => !freeze?.conditions.includes(condition))
      .map((condition) => decodeProperty(condition, byId)),
    description: freeze?.noted && description !== undefined ? withoutNote(description) : description,
  };
}

/** One live condition, with references for the ids in it. */
export function decodeProperty(condition: Readonly<Record<string, unknown>>, byId: ById): LooseProperty {
  const property = condition as unknown as LooseProperty;
  if (property.type === "cohort") return { ...property, value: referenceOr(property.value, "cohort", byId) };
  if (property.type === "flag") return { ...property, key: referenceOr(property.key, "feature-flag", byId) as Ref };
  return property;
}

function decodeHoldout(live: unknown, byId: ById): LooseFilters["holdout"] {
  const { id, exclusion_percentage } = objectOr(live);
  if (id === undefined || id === null) return null;
  return {
    id: referenceOr(id, "experiment-holdout", byId) as Ref,
    exclusion_percentage: exclusion_percentage as number,
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
