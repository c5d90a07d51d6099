import { isPlain, type Body, type Id } from "@posthog-definitions/core";
import { collection, defineKind, foldTags, tag, type Kind } from "@posthog-definitions/core/kind";
import { decodeQuery, encodeQuery, normaliseQuery, queryTargets } from "@posthog-definitions/queries/schema";
import type { InsightRow, TileOfInsight } from "./row.js";
import { spec, type InsightSpec } from "./schema.js";
import { shorten } from "./shorten.js";

/** `insights/`: the light list has all that is compared, and every request counts against the analytics limit. */
export const insight: Kind<"insight", InsightSpec, InsightRow> = defineKind({
  name: "insight",
  plural: "insights",
  summary: "Saved insights: trends, funnels, SQL and all other queries.",
  spec,
  identity: tag(),
  api: collection<InsightRow>({
    path: "insights/",
    scope: "insight",
    limit: "analytics",
    // Without an order, pages overlap and miss rows: the default column is null for insights made through the API.
    lists: [{ basic: true, order: "id" }],
    remove: "soft",
    // A PATCH that does not say so makes a draft a saved insight anyway; said aloud, the request shows what it does.
    always: (body) => ({ ...body, saved: true }),
  }),
  targets: queryTargets,

  encode: (s): Body => ({
    name: s.name,
    description: s.description,
    query: s.query && encodeQuery(s.query),
    tags: s.tags,
    favorited: s.favorited,
    derived_name: s.derived_name,
    saved: true,
  }),

  decode: (row, at): Partial<InsightSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    ...(isPlain(row.query) ? { query: decodeQuery(row.query, at) } : {}),
    tags: foldTags(listOf<string>(row.tags)),
    favorited: row.favorited === true,
    derived_name: row.derived_name ?? null,
  }),

  normalise: (s) => ({ ...s, query: s.query && normaliseQuery(s.query) }),

  joins: { dashboards: (row) => listOf<Id>(row.dashboards) },
  outputs: {
    tile: (row, dashboard) =>
      listOf<TileOfInsight>(row.dashboard_tiles).find(
        (tile) => isPlain(tile) && tile.dashboard_id === dashboard && tile.deleted !== true,
      )?.id,
    short_id: (row) => row.short_id,
  },
  activity: { scope: "Insight", path: "activity/" },
  title: (row) => row.name ?? undefined,
  url: (row) => `insights/${row.short_id ?? row.id}`,
  shorten,
  generated: (row) => (row.saved === false ? "It is a draft that nobody has saved." : undefined),
});

export default [insight];

/** Rows of others may hold anything. */
const listOf = <Item>(value: unknown): readonly Item[] => (Array.isArray(value) ? (value as Item[]) : []);
