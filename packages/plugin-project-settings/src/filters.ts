import { isPlain, isRef } from "@posthog-definitions/core";
import {
  decodeBareQuery,
  encodeQuery,
  filterList,
  normaliseQuery,
  type QueryNode,
  type RefOf,
  type Schema,
} from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { ProjectSettingsInput } from "./input.js";

type Filters = NonNullable<ProjectSettingsInput["test_account_filters"]>;

/** A condition without a type is one on the event. */
export const testAccountFilters = z.preprocess(
  (value) => (Array.isArray(value) ? (value as unknown[]).map(withType) : value),
  filterList,
) as unknown as Schema<Filters>;

const isNothing = (value: unknown): boolean => value === null || value === undefined;

function withType(filter: unknown): unknown {
  if (!isPlain(filter) || isRef(filter) || "where" in filter || !("key" in filter)) return filter;
  return isNothing(filter["type"]) ? { ...filter, type: "event" } : filter;
}

/** Conditions that say nothing else are compared by `exact`. */
const TYPES_WITHOUT = ["cohort", "hogql", "flag", "behavioral"];
function withOperator(filter: unknown): unknown {
  if (!isPlain(filter) || !("key" in filter) || !isNothing(filter["operator"])) return filter;
  return TYPES_WITHOUT.includes(String(filter["type"])) ? filter : { ...filter, operator: "exact" };
}

/** The filters, gone through a function of queries: they are those of a query. */
function through(filters: unknown, turn: (query: QueryNode) => Readonly<Record<string, unknown>>): readonly unknown[] {
  if (!Array.isArray(filters)) return [];
  const properties = (filters as unknown[]).map((filter) => withOperator(withType(filter)));
  const turned = turn({ properties } as unknown as QueryNode)["properties"];
  return Array.isArray(turned) ? (turned as unknown[]) : [];
}

export const normalFilters = (filters: unknown): readonly unknown[] => through(filters, normaliseQuery);
export const encodeFilters = (filters: unknown): readonly unknown[] => through(filters, encodeQuery);
export const decodeFilters = (filters: unknown, at: RefOf): readonly unknown[] =>
  through(filters, (query) => decodeBareQuery(query, at));
