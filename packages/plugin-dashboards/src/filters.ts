import { isPlain, type Body } from "@posthog-definitions/core";
import type { Decoding } from "@posthog-definitions/core/kind";
import {
  breakdownFilter,
  decodeQuery,
  encodeQuery,
  filterList,
  normaliseQuery,
  type QueryNode,
} from "@posthog-definitions/queries/schema";
import { z } from "zod";

/** Filters in their normal form: PostHog's own, without what is empty, references in the place of ids. */
export type Filters = Readonly<Record<string, unknown>>;

const shape = {
  date_from: z.string().nullable().optional(),
  date_to: z.string().nullable().optional(),
  explicitDate: z.boolean().nullable().optional(),
  properties: filterList.nullable().optional(),
  breakdown_filter: breakdownFilter.nullable().optional(),
  interval: z.enum(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]).nullable().optional(),
  filterTestAccounts: z.boolean().nullable().optional(),
};

export const dashboardFilters = z.strictObject(shape);
export const tileFilters = z.strictObject({ ...shape, ignoreDashboardFilters: z.boolean().optional() });

export const dashboardFilterNames: readonly string[] = Object.keys(dashboardFilters.shape);
export const tileFilterNames: readonly string[] = Object.keys(tileFilters.shape);

/** As in queries: `null`, `[]` and `{}` say as little as nothing at all. */
export const normaliseFilters = (filters: Filters): Filters => normaliseQuery(filters);

/** Stored filters, as far as they are known here. */
export function decodeFilters(stored: unknown, names: readonly string[], at: Decoding): Filters {
  if (!isPlain(stored)) return {};
  return decodeQuery(Object.fromEntries(Object.entries(stored).filter(([name]) => names.includes(name))), at);
}

export const encodeFilters = (filters: Filters): Body => encodeQuery(filters as QueryNode);

/** Stored members that are not known here: they are kept when the rest is replaced. */
export const unmodelled = (stored: unknown, names: readonly string[]): Body =>
  isPlain(stored) ? Object.fromEntries(Object.entries(stored).filter(([name]) => !names.includes(name))) : {};

/**
 * A dashboard's filters as they are sent. PostHog skips `{}`, so that nothing is said by saying the three empty values
 * that every server knows.
 */
export const dashboardFiltersBody = (filters: Filters, stored: unknown): Body => ({
  ...unmodelled(stored, dashboardFilterNames),
  date_from: null,
  date_to: null,
  properties: [],
  ...encodeFilters(filters),
});
