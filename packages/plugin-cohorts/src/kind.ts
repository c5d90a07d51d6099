import { isPlain, type Body } from "@posthog-definitions/core";
import { collection, defineKind, marker, same, type Kind, type Settling } from "@posthog-definitions/core/kind";
import { decodeBareQuery, encodeQuery, normaliseQuery, queryTargets } from "@posthog-definitions/queries/schema";
import {
  decodeCriteria,
  encodeCriteria,
  hasConditions,
  isCriteria,
  normalCriteria,
  type Criteria,
} from "./criteria.js";
import type { CohortRow } from "./row.js";
import { spec } from "./schema.js";
import { shorten } from "./shorten.js";
import type { CohortSpec } from "./spec.js";

export type { CohortSpec };

/** What a file may say besides. */
interface WrittenSpec extends Omit<CohortSpec, "is_static"> {
  readonly is_static?: boolean;
  readonly criteria?: Criteria;
  readonly cohort_type?: string | null;
}

/** Cohorts; of static ones everything but the people. */
export const cohort: Kind<"cohort", CohortSpec, CohortRow> = defineKind<"cohort", CohortSpec, CohortRow>({
  name: "cohort",
  plural: "cohorts",
  summary: "Cohorts: persons who have something in common.",
  spec,
  shorthands: { criteria: ["filters", "properties"] },
  identity: marker("description", { max: 1000 }),
  api: collection<CohortRow>({ path: "cohorts/", scope: "cohort", remove: "soft" }),
  targets: queryTargets,

  encode: (s): Body => ({
    name: s.name,
    description: s.description,
    is_static: s.is_static,
    filters: s.filters && { ...s.filters, properties: encodeCriteria(s.filters.properties) },
    query: s.query && encodeQuery(s.query),
  }),

  decode: (row, at): Partial<CohortSpec> => ({
    name: row.name ?? "",
    description: row.description ?? "",
    is_static: row.is_static === true,
    ...(isCriteria(row.filters)
      ? { filters: { ...row.filters, properties: decodeCriteria(row.filters.properties, at) } }
      : {}),
    ...(isPlain(row.query) ? { query: decodeBareQuery(row.query, at) } : {}),
  }),

  normalise,
  check,
  settle,
  activity: { scope: "Cohort", path: "activity/" },
  title: (row) => row.name ?? undefined,
  url: (row) => `cohorts/${row.id}`,
  shorten,
  generated: (row) =>
    Array.isArray(row.experiment_set) && row.experiment_set.length > 0
      ? "PostHog made it of an experiment's participants."
      : undefined,
  notKept: { cohort_type: "PostHog works it out from the criteria, so it is not sent." },
});

export default [cohort];

function normalise({ criteria, cohort_type: _, ...s }: WrittenSpec): CohortSpec {
  const filters = criteria ? { properties: criteria } : s.filters;
  return {
    ...s,
    is_static: s.is_static ?? s.query !== undefined,
    ...(filters ? { filters: { ...filters, properties: normalCriteria(filters.properties) } } : {}),
    ...(s.query ? { query: normaliseQuery(s.query) } : {}),
  };
}

function check({ is_static, filters, query }: CohortSpec, report: (path: string[], message: string) => void): void {
  if (!is_static && query) report(["is_static"], "A query fills a static cohort: leave this out, or say `true`.");
  else if (!is_static && !filters)
    report([], "Who is in it? Say `criteria` (or `filters`), a `query`, or `is_static: true` for a list of people.");
  if (query && filters && hasConditions(filters.properties))
    report(["query"], "PostHog takes criteria or a query, not both.");
}

/** PostHog refuses other criteria for a static cohort, whether it has been one or becomes one. */
function settle(want: CohortSpec, have: CohortSpec, { warn }: Settling): CohortSpec {
  if (!want.is_static) return want;
  if (want.query !== undefined && !same(want.query, have.query))
    warn(["query"], "PostHog keeps the new query, but the people in the cohort stay those that it was filled with.");
  if (want.filters === undefined || same(want.filters, have.filters)) return want;
  warn(
    ["filters"],
    "PostHog does not change the criteria of a static cohort, so they are left as they are. A cohort with another key would be made anew.",
  );
  const { filters: _, ...rest } = want;
  return have.filters === undefined ? rest : { ...rest, filters: have.filters };
}
