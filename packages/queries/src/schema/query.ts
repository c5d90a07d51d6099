import { isDefinition, isRef } from "@posthog-definitions/core";
import { suggest, toRef } from "@posthog-definitions/core/kind";
import { z } from "zod";
import type { CohortQuery, EndpointQuery, Query, RawQuery } from "../types/query.js";
import { choice, type Misfit } from "./choice.js";
import { dataTableNode, tableSources } from "./data-table.js";
import { dataVisualizationNode } from "./data-visualization.js";
import { endpointHogqlQuery, hogqlQuery, hogQuery } from "./hogql.js";
import { insightVizNode, insightVizSources } from "./insight-viz.js";
import { normaliseEndpointQuery, normaliseQuery } from "./normalise.js";
import { wrapped } from "./root.js";
import type { Schema } from "./strict.js";
import { actorsQuery } from "./tables.js";
import { unsavable } from "./unsavable.js";
import { isObject, type QueryNode, type Wire } from "./wire.js";

const wrappers = {
  HogQuery: hogQuery,
  InsightVizNode: insightVizNode,
  DataVisualizationNode: dataVisualizationNode,
  DataTableNode: dataTableNode,
};
const savable = { ...insightVizSources, ...tableSources, HogQLQuery: hogqlQuery, ...wrappers };
const bare = { ...insightVizSources, HogQLQuery: endpointHogqlQuery };

/**
 * A raw node: any kind but those that cannot be saved, since servers learn new ones. A kind that is nearly a known one is
 * taken for a slip of the pen.
 */
const rawOf = (known: readonly string[], never: readonly string[]): Schema<RawQuery, Wire> =>
  z
    .strictObject({
      $raw: z.looseObject({
        kind: z.string().superRefine((kind, context) => {
          if (known.includes(kind)) return;
          const close = suggest(kind, known);
          if (never.includes(kind)) context.addIssue({ code: "custom", message: `"${kind}" cannot be saved here` });
          else if (close !== undefined)
            context.addIssue({ code: "custom", message: `"${kind}" is no kind of node; did you mean "${close}"?` });
        }),
      }),
    })
    .transform(({ $raw }) => withRefs($raw)) as unknown as Schema<RawQuery, Wire>;

/** Definitions may stand in the place of ids there too. */
function withRefs(value: unknown): unknown {
  if (isDefinition(value)) return toRef(value);
  if (Array.isArray(value)) return value.map(withRefs);
  if (!isObject(value) || isRef(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withRefs(item)]));
}

/** Picks by kind, or the raw node. */
const pickQuery =
  <Name extends string>(names: readonly Name[], where: string, hint: (kind: unknown) => string | undefined) =>
  (value: unknown): Name | "raw" | Misfit => {
    if (!isObject(value)) return { message: "expected a query, such as `trends({ … })`" };
    if ("$raw" in value) return "raw";
    const { kind } = value;
    if ((names as readonly unknown[]).includes(kind)) return kind as Name;
    if (kind === undefined) return { message: "expected a query with a `kind`, such as `trends({ … })`" };
    const close = typeof kind === "string" ? suggest(kind, names) : undefined;
    const advice = hint(kind) ?? (close === undefined ? "; `raw(…)` takes others" : `; did you mean "${close}"?`);
    return { message: `${JSON.stringify(kind)} is not a query that ${where} can hold${advice}`, path: ["kind"] };
  };

const keys = <T extends object>(of: T): (keyof T & string)[] => Object.keys(of) as (keyof T & string)[];

/**
 * An insight's `query`: any builder's result or node. Gives the node that PostHog keeps, in normal form, with references
 * as data where ids will stand.
 */
export const insightQuery: Schema<Query, QueryNode> = choice<Query>()(
  { ...savable, raw: rawOf(keys(savable), unsavable) },
  pickQuery(keys(savable), "an insight", () => undefined),
).transform((query) => normaliseQuery(wrapped(query as Wire))) as unknown as Schema<Query, QueryNode>;

/** An endpoint's `query`: the source alone, in normal form. */
export const endpointQuery: Schema<EndpointQuery, QueryNode> = choice<EndpointQuery>()(
  { ...bare, raw: rawOf(keys(bare), [...unsavable, ...keys(wrappers)]) },
  pickQuery(keys(bare), "an endpoint", (kind) =>
    keys(wrappers).includes(kind as keyof typeof wrappers)
      ? ": it takes the source without the node around it"
      : undefined,
  ),
).transform((query) => normaliseEndpointQuery(query as QueryNode)) as unknown as Schema<EndpointQuery, QueryNode>;

const ofPersons = { ActorsQuery: actorsQuery, HogQLQuery: hogqlQuery };

/** What fills a static cohort, in normal form. */
export const cohortQuery: Schema<CohortQuery, QueryNode> = choice<CohortQuery>()(
  { ...ofPersons, raw: rawOf(keys(ofPersons), []) },
  pickQuery(keys(ofPersons), "a cohort", () => undefined),
).transform((query) => normaliseQuery(query as QueryNode)) as unknown as Schema<CohortQuery, QueryNode>;
