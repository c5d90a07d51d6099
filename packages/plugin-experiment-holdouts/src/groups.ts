import type { Body } from "@posthog-definitions/core";
import {
  anonymous,
  decodeProperty,
  encodeProperties,
  listOr,
  normalProperty,
  objectOr,
  paired,
  someRow,
  without,
  type ById,
  type LooseProperty,
  type Property,
} from "@posthog-definitions/plugin-feature-flags/schema";

type Json = Readonly<Record<string, unknown>>;

/** A condition set in its normal form. */
export interface Group {
  readonly properties: readonly Property[];
  readonly rollout_percentage: number;
}

/** The same from a file or a row. */
export interface LooseGroup {
  readonly properties?: readonly LooseProperty[] | null;
  readonly rollout_percentage: number;
}

export const normalGroup = ({ properties, rollout_percentage }: LooseGroup): Group => ({
  properties: (properties ?? []).map((property) => normalProperty(property, undefined)),
  rollout_percentage,
});

/** The condition sets of a row, in the user's words: the variant is the server's own. */
export const decodeGroups = (filters: unknown, at: { readonly ref: ById }): readonly LooseGroup[] =>
  objectsOf(filters).map((group) => ({
    properties: objectsOf(group["properties"]).map((property) => decodeProperty(property, at.ref)),
    rollout_percentage: group["rollout_percentage"] as number,
  }));

/**
 * Condition sets as PostHog takes them, in the place of live ones. With the variant that is stored, so that a list that
 * says the same is the same to PostHog, and no flag is written; and with whatever else is stored there.
 */
export function encodeGroups(groups: readonly Group[], filters: unknown): readonly Body[] {
  const live = objectsOf(filters);
  const variant = live.find(({ variant }) => typeof variant === "string")?.["variant"];
  const places = paired(groups.map(anonymous), decodeGroups(live, { ref: someRow }).map(normalGroup));
  return groups.map(({ properties, rollout_percentage }, i) => {
    const was = live[places[i] ?? -1] ?? {};
    return {
      ...without(was, ["properties", "rollout_percentage"]),
      properties: encodeProperties(properties, objectsOf(was["properties"])),
      rollout_percentage,
      ...(variant === undefined ? {} : { variant }),
    };
  });
}

const objectsOf = (list: unknown): readonly Json[] =>
  listOr(list).filter((item): item is Json => item === objectOr(item));
