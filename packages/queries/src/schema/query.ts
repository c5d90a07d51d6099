import { z } from "zod";
import type { Query, RawQuery } from "../types/query.js";
import { choice, type Misfit } from "./choice.js";
import { dataVisualizationNode } from "./data-visualization.js";
import { hogqlQuery, hogQuery } from "./hogql.js";
import { insightVizNode, insightVizSources } from "./insight-viz.js";
import { normaliseQuery } from "./normalise.js";
import { wrapped } from "./root.js";
import type { Schema } from "./strict.js";
import { isObject, type QueryNode, type Wire } from "./wire.js";

const typed = {
  ...insightVizSources,
  HogQLQuery: hogqlQuery,
  HogQuery: hogQuery,
  InsightVizNode: insightVizNode,
  DataVisualizationNode: dataVisualizationNode,
};

const kinds = Object.keys(typed) as (keyof typeof typed)[];

const raw: Schema<RawQuery, Wire> = z
  .strictObject({ $raw: z.looseObject({ kind: z.enum(kinds as [string, ...string[]]) }) })
  .transform(({ $raw }) => $raw) as unknown as Schema<RawQuery, Wire>;

const pick = (value: unknown): keyof typeof typed | "raw" | Misfit => {
  if (!isObject(value)) return { message: "expected a query, such as `trends({ … })`" };
  if ("$raw" in value) return "raw";
  if ((kinds as readonly unknown[]).includes(value["kind"])) return value["kind"] as keyof typeof typed;
  const message = `${JSON.stringify(value["kind"])} is not a query that an insight can hold: one of ${kinds.join(", ")}`;
  return { message, path: ["kind"] };
};

/** An insight's `query`: any builder's result or node, as PostHog keeps it, in normal form. */
export const insightQuery: Schema<Query, QueryNode> = choice<Query>()({ ...typed, raw }, pick).transform((query) =>
  normaliseQuery(wrapped(query as Wire)),
) as unknown as Schema<Query, QueryNode>;
