import type { BreakdownInput } from "./breakdown.js";
import type { GroupAggregation, InsightSource } from "./insight-source.js";
import type { FunnelMath } from "./math.js";
import type { ChartStyle, GoalLine, LegendPosition, ResultCustomizationByValue } from "./presentation.js";
import type { ActionSeries, ActionsNode, EventSeries, EventsNode, FunnelStep } from "./series.js";
import type { CompareFilter, IntervalType, WindowUnit } from "./time.js";

/** Between which steps an exclusion holds; steps are counted from 0. */
export interface ExclusionRange {
  /** After this step … */
  readonly funnelFromStep: number;
  /** … and before this one. */
  readonly funnelToStep: number;
}

/** An event that puts people out of the funnel: `{ event: "cancelled", funnelFromStep: 0, funnelToStep: 2 }`. */
export interface EventExclusion extends EventSeries<FunnelMath>, ExclusionRange {}

/** An action that puts people out of the funnel. */
export interface ActionExclusion extends ActionSeries<FunnelMath>, ExclusionRange {}

/** An event that puts people out of the funnel, in PostHog's form. */
export type EventsNodeExclusion = EventsNode<FunnelMath> & ExclusionRange;

/** An action that puts people out of the funnel, in PostHog's form. */
export interface ActionsNodeExclusion extends ActionsNode<FunnelMath>, ExclusionRange {}

/** What puts people out of a funnel. */
export type FunnelExclusion = EventExclusion | ActionExclusion | EventsNodeExclusion | ActionsNodeExclusion;

/** How a funnel is computed and shown. */
export interface FunnelsFilter {
  /**
   * What is shown: `steps` (conversion from step to step), `time_to_convert` (a histogram), `trends` (conversion over
   * time), `flow`. Default: `steps`.
   */
  readonly funnelVizType?: "steps" | "time_to_convert" | "trends" | "flow";
  /** `ordered`: other events may lie between; `strict`: none may; `unordered`: any order. Default: `ordered`. */
  readonly funnelOrderType?: "ordered" | "unordered" | "strict";
  /** How long people may take for the whole funnel, in `funnelWindowIntervalUnit`. Default: 14. */
  readonly funnelWindowInterval?: number;
  /** Unit of `funnelWindowInterval`. Default: `day`. */
  readonly funnelWindowIntervalUnit?: WindowUnit;
  /** Whether rates relate to the first step (`total`) or the one before (`previous`). Default: `total`. */
  readonly funnelStepReference?: "total" | "previous";
  /** How steps are laid out. Default: `vertical`. */
  readonly layout?: "horizontal" | "vertical";
  /** Events that put people out of the funnel. */
  readonly exclusions?: readonly FunnelExclusion[];
  /** Which step gives a person the value of the breakdown. Default: `first_touch`. */
  readonly breakdownAttributionType?: "first_touch" | "last_touch" | "all_events" | "step";
  /** With attribution `step`: which one, from 0. */
  readonly breakdownAttributionValue?: number;
  /** Column by which breakdown values are sorted; a leading `-` sorts downwards. */
  readonly breakdownSorting?: string;
  /** Count by this SQL expression instead of persons, such as `properties.$session_id`. */
  readonly funnelAggregateByHogQL?: string;
  /** Steps of the data warehouse only: they say themselves by what rows belong together. */
  readonly customAggregationTarget?: boolean;
  /** With `trends` and `time_to_convert`: first step of the range, from 0. */
  readonly funnelFromStep?: number;
  /** With `trends` and `time_to_convert`: last step of the range, from 0. */
  readonly funnelToStep?: number;
  /** With `time_to_convert`: number of bins. Default: chosen by PostHog. */
  readonly binCount?: number;
  /** Breakdown values that are hidden until clicked in the legend. */
  readonly hiddenLegendBreakdowns?: readonly string[];
  /** Colours of breakdown values; the key is compact JSON such as `{"breakdown_value":"Chrome"}`. */
  readonly resultCustomizations?: Readonly<Record<string, ResultCustomizationByValue>>;
  /** Horizontal lines, with `trends`. */
  readonly goalLines?: readonly GoalLine[];
  /** Write values at the points. Default: `false`. */
  readonly showValuesOnSeries?: boolean;
  /** Show the legend. Default: `false`. */
  readonly showLegend?: boolean;
  /** Where the legend stands. Default: `bottom`. */
  readonly legendPosition?: LegendPosition;
  /** With `trends`: draw the trend. */
  readonly showTrendLines?: boolean;
  /** Show annotations below the chart. Default: `true`. */
  readonly showAnnotations?: boolean;
  /** With `trends`: leave out periods in which people could still convert. Default: `false`. */
  readonly hideIncompleteConversionWindowPeriods?: boolean;
  /** With `trends`: how lines are drawn. Needs a recent server. */
  readonly chartStyle?: ChartStyle;
  /** A switch of the engine. Leave it out. */
  readonly useUdf?: boolean;
}

/** What `funnels(…)` takes: how many people get from step to step. */
export interface FunnelsInput extends InsightSource, GroupAggregation {
  /** The steps, 2 to 32: names of events, `{ event }`, `{ action }`, or nodes of PostHog's. */
  readonly series: readonly FunnelStep[];
  /** With `funnelVizType: "trends"`: width of one point in time. */
  readonly interval?: IntervalType;
  /** Order, window, exclusions and chart. */
  readonly funnelsFilter?: FunnelsFilter;
  /** Splits the funnel by a property: `"$os"`, or `{ breakdown, breakdown_type }`; a list in `breakdown` combines. */
  readonly breakdownFilter?: BreakdownInput;
  /** Shows an earlier span of time beside this one. Needs a server of mid-2026. */
  readonly compareFilter?: CompareFilter;
}

/** How many people get from step to step. */
export interface FunnelsQuery extends FunnelsInput {
  /** A funnel. */
  readonly kind: "FunnelsQuery";
}
