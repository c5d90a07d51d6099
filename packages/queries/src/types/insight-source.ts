import type { DataNode } from "./node.js";
import type { DateRangeInput } from "./time.js";
import type { PropertiesInput } from "./where.js";

/** What trends, funnels, retention, paths, stickiness and lifecycle have in common. */
export interface InsightSource extends DataNode {
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. Default: the last 7 days. */
  readonly dateRange?: DateRangeInput;
  /** `true`: leave out internal and test users, as the project's settings define them. Default: `false`. */
  readonly filterTestAccounts?: boolean;
  /** Conditions on all series: a list, `where(…)`, `and(…)` or `or(…)`. */
  readonly properties?: PropertiesInput;
  /** Compute on a share of users, greater than 0 and at most 1, and scale up. Default: all. */
  readonly samplingFactor?: number | null;
  /** Number of the data colour theme in this one project. */
  readonly dataColorTheme?: number | null;
}

/** An insight that can count groups instead of persons. */
export interface GroupAggregation {
  /** Count groups of this type, 0–4, instead of persons. */
  readonly aggregation_group_type_index?: number | null;
}
