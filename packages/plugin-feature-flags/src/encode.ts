import { isRef, type Body, type Ref } from "@posthog-definitions/core";
import { mapLeaves, type Encoding, type Hole } from "@posthog-definitions/core/kind";
import { decodeGroup, decodeProperty } from "./decode.js";
import { freezeOf, withNote } from "./freeze.js";
import { normalise, present } from "./normalise.js";
import { paired } from "./pairing.js";
import { encodePayloads } from "./payloads.js";
import { listOr, objectOr, without, type FlagRow } from "./row.js";
import type { Filters, FlagSpec, Group, Property, Variant } from "./spec.js";

/** Members of a live value that are written by us or by the server on every read; all others are carried over. */
const GROUP = ["properties", "rollout_percentage", "variant", "description", "aggregation_group_type_index"];
const VARIANT = ["key", "name", "rollout_percentage", "description"];
const PROPERTY = [
  ...["type", "key", "operator", "value", "group_type_index", "negation"],
  ...["cohort_name", "group_key_names"],
];

type Json = Readonly<Record<string, unknown>>;

/** The body of a flag. Its `filters` replace live values whole, so what is not modelled in those goes along. */
export function encode(spec: FlagSpec, at: Encoding<FlagRow>): Body {
  return {
    name: spec.name,
    active: spec.active,
    archived: spec.archived,
    tags: spec.tags,
    filters: encodeFilters(spec.filters, at.row),
    ensure_experience_continuity: spec.ensure_experience_continuity,
    is_remote_configuration: spec.is_remote_configuration,
    has_encrypted_payloads: spec.has_encrypted_payloads,
    evaluation_runtime: spec.evaluation_runtime,
    bucketing_identifier: spec.bucketing_identifier,
    evaluation_contexts: spec.evaluation_contexts,
    has_enriched_analytics: spec.has_enriched_analytics,
  };
}

/** PostHog creates a flag without `filters` for nobody, and refuses one whose `filters` have no condition set. */
function encodeFilters(filters: Filters | undefined, row: FlagRow | undefined): Body | undefined {
  if (!filters) return undefined;
  const groups = filters.groups ?? [];
  if (!row && groups.length === 0) return undefined;
  const live = objectOr(row?.filters);
  return present({
    groups: encodeGroups(groups, live),
    aggregation_group_type_index: commonIndex(groups),
    multivariate: encodeMultivariate(filters.multivariate?.variants, live["multivariate"]),
    payloads: encodePayloads(filters.payloads, live["payloads"]),
    early_exit: filters.early_exit ?? null,
    holdout: filters.holdout
      ? { ...without(live["holdout"], ["id", "exclusion_percentage"]), ...filters.holdout }
      : filters.holdout,
    // The server itself writes null where enrolment ends.
    feature_enrollment: filters.feature_enrollment === false ? null : filters.feature_enrollment,
  });
}

/** As the server derives it: the index that all sets share, else null. */
const commonIndex = (groups: readonly Group[]): number | null => {
  const first = groups[0]?.aggregation_group_type_index;
  return groups.every((group) => group.aggregation_group_type_index === first) ? (first ?? null) : null;
};

function encodeGroups(groups: readonly Group[], filters: Json): readonly Body[] {
  const live = listOr(filters["groups"]).map(objectOr);
  const places = paired(
    groups.map(anonymous),
    live.map((group) => plainGroup(group, filters)),
  );
  return groups.map((group, i) => encodeGroup(group, live[places[i] ?? -1] ?? {}));
}

function encodeGroup(group: Group, live: Json): Body {
  const freeze = freezeOf(live);
  const theirs = listOr(live["properties"])
    .filter((condition) => !freeze?.conditions.includes(condition))
    .map(objectOr);
  return present({
    ...without(live, GROUP),
    properties: [
      ...encodeProperties(group.properties, theirs),
      ...(freeze?.conditions ?? []).map((condition) => without(condition, ["cohort_name"])),
    ],
    rollout_percentage: group.rollout_percentage,
    variant: group.variant ?? null,
    description: freeze?.noted ? withNote(group.description) : group.description,
    aggregation_group_type_index: group.aggregation_group_type_index ?? null,
  });
}

/** Conditions in the place of live ones, each with what is not modelled in the one that it was. */
export function encodeProperties(properties: readonly Property[], live: readonly Json[]): readonly Body[] {
  const places = paired(properties.map(anonymous), live.map(plainProperty));
  return properties.map((property, i) => ({
    ...without(live[places[i] ?? -1], PROPERTY),
    ...encodeProperty(property),
  }));
}

/** The wire wants a cohort's id as a number, and a flag's as text. */
function encodeProperty(property: Property): Body {
  if (property.type !== "flag" || !isRef(property.key)) return { ...property };
  return { ...property, key: { ...property.key, as: "string" } satisfies Hole };
}

function encodeMultivariate(variants: readonly Variant[] | undefined, multivariate: unknown): Body | null {
  if (!variants) return null;
  const live = listOr(objectOr(multivariate)["variants"]).map(objectOr);
  return {
    ...without(multivariate, ["variants"]),
    variants: variants.map((variant) => ({
      ...without(
        live.find(({ key }) => key === variant.key),
        VARIANT,
      ),
      ...variant,
    })),
  };
}

// ── Telling which live item a wanted one is. Whose id a reference stands for is not known here; that it is one has to do.

export const someRow = (kind: string): Ref => ({ $ref: kind, id: 0 });
export const anonymous = (item: unknown): unknown => mapLeaves(item, { ref: ({ $ref }) => someRow($ref) });

function plainGroup(group: Json, filters: Json): Group | undefined {
  const aggregation_group_type_index = filters["aggregation_group_type_index"] as number | null | undefined;
  const spec = normalise({ filters: { groups: [decodeGroup(group, someRow)], aggregation_group_type_index } });
  return spec.filters?.groups?.[0];
}

const plainProperty = (condition: Json): Property | undefined =>
  normalise({ groups: [{ properties: [decodeProperty(condition, someRow)] }] }).filters?.groups?.[0]?.properties[0];
