import { isPlain, isRef, type Body, type Id } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import { decodeBareQuery, encodeQuery, normaliseQuery, type RefOf } from "@posthog-definitions/queries/schema";
import type { ExperimentHoldoutRow } from "./row.js";
import type { Group } from "./schema.js";

/** What a file decides of a group; the rest is the server's, or somebody else's. */
const OURS = ["properties", "rollout_percentage"];

const pick = (group: object, wanted: (name: string) => boolean): Body =>
  Object.fromEntries(Object.entries(group).filter(([name]) => wanted(name)));

/** Without what is not compared; conditions as queries have them. */
export const normalGroup = (group: Group): Group =>
  normaliseQuery(pick(isPlain(group) ? group : {}, (name) => OURS.includes(name))) as Group;

export const decodeGroups = (filters: unknown, at: RefOf): Group[] =>
  groupsIn(filters).map((group) => normalGroup(decodeBareQuery(group, at) as unknown as Group));

/**
 * The groups as PostHog takes them. A group that was there goes with all that it had, the variant among it: PostHog
 * compares what is sent with what is stored, and rewrites the flag of every experiment at the smallest difference.
 */
export function encodeGroups(groups: readonly Group[], row: ExperimentHoldoutRow | undefined): Body[] {
  const live = groupsIn(row?.filters);
  const free = new Set(live.keys());
  const taken = groups.map((group) =>
    take(
      free,
      [...free].find((j) => alike(group, live[j]!)),
    ),
  );
  return groups.map((group, i) => {
    const place = taken[i] ?? take(free, free.has(i) ? i : undefined);
    const there = place === undefined ? (row ? { variant: variantOf(row.id) } : {}) : live[place]!;
    return {
      ...pick(there, (name) => !OURS.includes(name)),
      properties: [],
      ...encodeQuery(group as never),
    };
  });
}

const take = (free: Set<number>, place: number | undefined): number | undefined => {
  if (place !== undefined) free.delete(place);
  return place;
};

const variantOf = (id: Id): string => `holdout-${id}`;

const groupsIn = (filters: unknown): Record<string, unknown>[] =>
  Array.isArray(filters) ? filters.filter(isPlain) : [];

/** Whose id a reference stands for is not known here; that there is one has to do. */
const alike = (group: Group, live: object): boolean => same(anonymous(group), anonymous(normalGroup(decoded(live))));

const decoded = (live: object): Group => decodeBareQuery(live, { ref: (kind) => ({ $ref: kind }) }) as unknown as Group;

function anonymous(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(anonymous);
  if (isRef(value)) return { $ref: value.$ref };
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, anonymous(item)]));
}
