import type { Body } from "@posthog-definitions/core";
import { collection, defineKind, foldTags, tag, tags, unmanaged, type Kind } from "@posthog-definitions/core/kind";
import {
  decodeQuery,
  encodeQuery,
  insightQuery,
  normaliseQuery,
  queryTargets,
} from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { InsightRow } from "./row.js";

const LONGEST = 400;

/** The server trims text and counts code points. */
const characters = z
  .string()
  .trim()
  .refine((text) => [...text].length <= LONGEST, { error: `has more than ${LONGEST} characters` });

const spec = z.strictObject({
  name: characters,
  description: characters.default(""),
  query: insightQuery,
  tags: tags(),
  favorited: unmanaged(z.boolean()),
  derived_name: unmanaged(characters.nullable()),
});

/** An insight in its normal form. */
export type InsightSpec = z.output<typeof spec>;

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
    ...(row.query ? { query: decodeQuery(row.query, at) } : {}),
    tags: foldTags(row.tags),
    favorited: row.favorited === true,
    derived_name: row.derived_name ?? null,
  }),

  normalise: (s) => ({ ...s, query: s.query && normaliseQuery(s.query) }),

  joins: { dashboards: (row) => row.dashboards ?? [] },
  outputs: {
    tile: (row, dashboard) =>
      row.dashboard_tiles?.find((tile) => tile.dashboard_id === dashboard && tile.deleted !== true)?.id,
  },
  title: (row) => row.name ?? undefined,
  url: (row) => `insights/${row.short_id ?? row.id}`,
});

export default [insight];
