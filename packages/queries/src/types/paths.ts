import type { FunnelsQuery } from "./funnels.js";
import type { GroupAggregation, InsightSource } from "./insight-source.js";

/** A rule that makes one path of several: matches of `regex` become `alias`. */
export interface PathCleaningFilter {
  /** What matches become. */
  readonly alias?: string;
  /** A RE2 pattern. */
  readonly regex?: string;
  /** Place in the list of rules. */
  readonly order?: number;
}

/** Which steps make a path, and how paths are cut. */
export interface PathsFilter {
  /** What is a step: page views, screens, custom events, or the SQL in `pathsHogQLExpression` (`hogql`). */
  readonly includeEventTypes?: readonly ("$pageview" | "$screen" | "custom_event" | "hogql")[];
  /** A SQL expression that names steps; with `hogql` in `includeEventTypes`. */
  readonly pathsHogQLExpression?: string;
  /** Only paths from this step on. */
  readonly startPoint?: string;
  /** Only paths up to this step. */
  readonly endPoint?: string;
  /** Patterns with `*`: steps that fit one count as the same. */
  readonly pathGroupings?: readonly string[];
  /** Steps that are left out. */
  readonly excludeEvents?: readonly string[];
  /** Steps per path. Default: 5. */
  readonly stepLimit?: number;
  /** Number of edges that are shown. Default: 50. */
  readonly edgeLimit?: number;
  /** Only edges that at least so many people took. */
  readonly minEdgeWeight?: number;
  /** Only edges that at most so many people took. */
  readonly maxEdgeWeight?: number;
  /** `true`: apply the project's path cleaning rules. */
  readonly pathReplacements?: boolean;
  /** Path cleaning rules for this query alone. */
  readonly localPathCleaningFilters?: readonly PathCleaningFilter[] | null;
  /** Show whole URLs instead of paths. */
  readonly showFullUrls?: boolean;
}

/** Ties paths to a funnel. */
export interface FunnelPathsFilter {
  /** The funnel. */
  readonly funnelSource: FunnelsQuery;
  /** Paths before, between or after steps. */
  readonly funnelPathType?: "funnel_path_before_step" | "funnel_path_between_steps" | "funnel_path_after_step";
  /** Which step, from 1; negative: those who dropped off there. */
  readonly funnelStep?: number;
}

/** What `paths(…)` takes: which way people go. */
export interface PathsInput extends InsightSource, GroupAggregation {
  /** Which steps make a path, and how paths are cut. May be `{}`. */
  readonly pathsFilter: PathsFilter;
  /** Only paths around the steps of a funnel. */
  readonly funnelPathsFilter?: FunnelPathsFilter;
}

/** Which way people go. */
export interface PathsQuery extends PathsInput {
  /** Paths. */
  readonly kind: "PathsQuery";
}
