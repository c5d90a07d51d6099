import { z } from "zod";
import type { FunnelPathsFilter, PathCleaningFilter, PathsFilter, PathsQuery } from "../types/paths.js";
import { funnelsQuery } from "./funnels.js";
import { groupAggregation, insightSource } from "./insight-source.js";
import { kind } from "./node.js";
import { flag, integer, list, strict, text, texts, type Rule } from "./strict.js";

export const pathCleaningFilter = strict<PathCleaningFilter>()({ alias: text, regex: text, order: integer });

const expressionOfHogql: Rule = ({ includeEventTypes, pathsHogQLExpression }, report) => {
  if (Array.isArray(includeEventTypes) && includeEventTypes.includes("hogql") && !pathsHogQLExpression)
    report("is needed with `hogql` in `includeEventTypes`", "pathsHogQLExpression");
};

const pathsFilter = strict<PathsFilter>()(
  {
    includeEventTypes: list(z.enum(["$pageview", "$screen", "custom_event", "hogql"])).optional(),
    pathsHogQLExpression: text,
    startPoint: text,
    endPoint: text,
    pathGroupings: texts,
    excludeEvents: texts,
    stepLimit: integer,
    edgeLimit: integer,
    minEdgeWeight: integer,
    maxEdgeWeight: integer,
    pathReplacements: flag,
    localPathCleaningFilters: list(pathCleaningFilter).nullable().optional(),
    showFullUrls: flag,
  },
  { rules: [expressionOfHogql] },
);

const funnelPathsFilter = strict<FunnelPathsFilter>()({
  funnelSource: funnelsQuery,
  funnelPathType: z.enum(["funnel_path_before_step", "funnel_path_between_steps", "funnel_path_after_step"]).optional(),
  funnelStep: integer,
});

export const pathsQuery = strict<PathsQuery>()({
  kind: kind("PathsQuery"),
  ...insightSource,
  ...groupAggregation,
  pathsFilter,
  funnelPathsFilter: funnelPathsFilter.optional(),
});
