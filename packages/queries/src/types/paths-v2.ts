import type { EventName } from "./event-name.js";
import type { DataNode } from "./node.js";
import type { PathCleaningFilter } from "./paths.js";
import type { DateRangeInput, WindowUnit } from "./time.js";
import type { PropertiesInput } from "./where.js";

/** An event that makes steps. */
export interface PathsV2StepSource {
  /** The event: its name, or its definition. */
  readonly event: EventName;
  /** The property that names the step, such as `$pathname`. Default: the event's name. */
  readonly namingProperty?: string;
}

/** A step. */
export interface PathsV2Item {
  /** The event: its name, or its definition. */
  readonly event: EventName;
  /** Value of the naming property. */
  readonly label?: string | null;
}

/** The step at which all paths start or end. */
export interface PathsV2Anchor {
  /** The step. */
  readonly item: PathsV2Item;
  /** Whether paths start or end there. */
  readonly type: "start" | "end";
}

/** Which steps make a path, and how paths are cut. */
export interface PathsV2Filter {
  /** Which events make steps. Default: `$pageview`, named by `$pathname`. */
  readonly stepSources?: readonly PathsV2StepSource[];
  /** Steps per path. Default: 5. */
  readonly maxSteps?: number;
  /** Rows per step. Default: 3. */
  readonly maxRowsPerStep?: number;
  /** A pause longer than this ends a path, in `gapIntervalUnit`. Default: 30. */
  readonly gapInterval?: number;
  /** Unit of `gapInterval`. Default: `minute`. */
  readonly gapIntervalUnit?: WindowUnit;
  /** Count the same step several times in a row as one. Default: `true`. */
  readonly collapseRepeats?: boolean;
  /** `true`: apply the project's path cleaning rules. */
  readonly applyTeamPathCleaning?: boolean;
  /** Path cleaning rules for this query alone. */
  readonly localPathCleaningFilters?: readonly PathCleaningFilter[];
  /** Steps that are left out. */
  readonly excludedItems?: readonly PathsV2Item[];
  /** Where all paths start or end. Default: anywhere. */
  readonly anchor?: PathsV2Anchor;
  /** With `anchor`: how long people may take, in `conversionWindowIntervalUnit`. */
  readonly conversionWindowInterval?: number;
  /** Unit of `conversionWindowInterval`. */
  readonly conversionWindowIntervalUnit?: WindowUnit;
}

/** What `pathsV2(…)` takes: which way people go, step by step. Needs a server of the second half of 2026. */
export interface PathsV2Input extends DataNode {
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. Default: the last 7 days. */
  readonly dateRange?: DateRangeInput;
  /** `true`: leave out internal and test users. Default: `false`. */
  readonly filterTestAccounts?: boolean;
  /** Conditions on all events: a list, `where(…)`, `and(…)` or `or(…)`. */
  readonly properties?: PropertiesInput;
  /** Number of the data colour theme in this one project. */
  readonly dataColorTheme?: number | null;
  /** Which steps make a path, and how paths are cut. */
  readonly pathsV2Filter?: PathsV2Filter;
}

/** Which way people go, step by step. Needs a server of the second half of 2026. */
export interface PathsV2Query extends PathsV2Input {
  /** Paths, second version. */
  readonly kind: "PathsV2Query";
}
