import { isPlain, isRef } from "@posthog-definitions/core";
import {
  decodeBareQuery,
  encodeQuery,
  normaliseQuery,
  type QueryNode,
  type RefOf,
} from "@posthog-definitions/queries/schema";

/** A step in its normal form: only what it says. */
export type NormalStep = Readonly<Record<string, unknown>>;

/** How PostHog compares where nothing is said. Source: `PostHog/posthog: products/actions/backend/models/action.py`. */
const usual = { text: "exact", href: "exact", url: "contains" } as const;

const keys = [
  "event",
  "properties",
  "selector",
  "tag_name",
  ...Object.keys(usual).flatMap((key) => [key, `${key}_matching`]),
];

/** Steps of a row, with references where ids stand. What PostHog works out from a step is no part of it. */
export function decodeSteps(steps: unknown, at: RefOf): readonly NormalStep[] {
  if (!Array.isArray(steps)) return [];
  return (steps as unknown[]).map((step) => {
    if (!isPlain(step)) return {};
    const known = Object.fromEntries(Object.entries(step).filter(([key]) => keys.includes(key)));
    return { ...known, ...filtersIn(known, (filters) => decodeBareQuery(filters, at)) };
  });
}

/** Without what says nothing: nulls, and a way of matching that is the usual one or has nothing to match. */
export function normalStep(step: NormalStep): NormalStep {
  const said: Record<string, unknown> = { ...step, ...filtersIn(step, normaliseQuery) };
  for (const [key, matching] of Object.entries(usual)) {
    const by = `${key}_matching`;
    if (isNothing(said[key]) || isNothing(said[by]) || said[by] === matching) delete said[by];
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => !isNothing(value)));
}

/** As PostHog takes it: it would fill in `contains` for an URL, but not where an older one is replaced. */
export function encodeStep(step: NormalStep): NormalStep {
  const filtered = { ...step, ...filtersIn(step, encodeQuery) };
  return isNothing(step["url"]) ? filtered : { ...filtered, url_matching: step["url_matching"] ?? usual.url };
}

/** A condition without a type is one on the event. */
export const withType = (filter: unknown): unknown =>
  isPlain(filter) && !isRef(filter) && isNothing(filter["type"]) && !("where" in filter)
    ? { ...filter, type: "event" }
    : filter;

/** Conditions that say nothing else are compared by `exact`. */
const TYPES_WITHOUT = ["cohort", "hogql", "flag", "behavioral"];
const withOperator = (filter: unknown): unknown =>
  isPlain(filter) && "key" in filter && isNothing(filter["operator"]) && !TYPES_WITHOUT.includes(String(filter["type"]))
    ? { ...filter, operator: "exact" }
    : filter;

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** A step's conditions, gone through a function of queries: they are those of a query. */
function filtersIn(step: NormalStep, turn: (filters: QueryNode) => NormalStep): { properties?: unknown } {
  const { properties } = step;
  if (!Array.isArray(properties)) return {};
  const typed = (properties as unknown[]).map((filter) => withOperator(withType(filter)));
  return { properties: turn({ properties: typed } as unknown as QueryNode)["properties"] };
}
