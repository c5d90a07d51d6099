import type { DataNode } from "./node.js";
import type { CompareFilter, ConversionGoal, DateRangeInput, IntervalType } from "./time.js";
import type { WebFilterInput } from "./where.js";
import type { ProductSource } from "./product-source.js";

/** How often a web query samples. */
export interface ForcedSamplingRate {
  /** So many … */
  readonly numerator: number;
  /** … of so many. */
  readonly denominator?: number;
}

/** Sampling of a web query, as it was before `samplingFactor`. */
export interface WebSampling {
  /** Whether to sample. */
  readonly enabled?: boolean;
  /** The rate, when it is fixed. */
  readonly forceSamplingRate?: ForcedSamplingRate;
}

/** What all web analytics queries have in common but the order of their rows. */
export interface WebSource extends DataNode {
  /** Conditions on events, persons, sessions or cohorts; all must hold. Default here: none. */
  readonly properties?: readonly WebFilterInput[];
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. Default: the last 7 days. */
  readonly dateRange?: DateRangeInput;
  /** Shows an earlier span of time beside this one. */
  readonly compareFilter?: CompareFilter;
  /** What counts as a conversion: `{ customEventName }` or `{ actionId }`. */
  readonly conversionGoal?: ConversionGoal | null;
  /** `true`: apply the project's path cleaning rules. */
  readonly doPathCleaning?: boolean;
  /** `true`: leave out internal and test users. */
  readonly filterTestAccounts?: boolean;
  /** Compute on a share of sessions, greater than 0 and at most 1. */
  readonly samplingFactor?: number | null;
  /** To which whole period the end of the span is rounded. */
  readonly interval?: IntervalType;
  /** Not used by web analytics. */
  readonly aggregation_group_type_index?: number | null;
  /** Not used by web analytics. */
  readonly dataColorTheme?: number | null;
  /** @deprecated Use `samplingFactor`. */
  readonly sampling?: WebSampling;
  /** @deprecated Ignored by PostHog. */
  readonly includeRevenue?: boolean;
  /** @deprecated Ignored by PostHog. */
  readonly useSessionsTable?: boolean;
}

/** A column of web analytics by which rows are sorted. */
export type WebOrderField =
  | "Visitors"
  | "Views"
  | "AvgTimeOnPage"
  | "Clicks"
  | "BounceRate"
  | "AverageScrollPercentage"
  | "ScrollGt80Percentage"
  | "TotalConversions"
  | "UniqueConversions"
  | "ConversionRate"
  | "ConvertingUsers"
  | "RageClicks"
  | "DeadClicks"
  | "Errors";

/** What all web analytics queries have in common. */
export interface WebQueryBase extends WebSource {
  /** Column and direction by which rows are sorted: `["Visitors", "DESC"]`. */
  readonly orderBy?: readonly [WebOrderField, "ASC" | "DESC"];
}

/** What `webOverview(…)` takes: visitors, views, sessions, duration and bounce rate of a web site. */
export interface WebOverviewInput extends WebQueryBase {
  /** Read tables that were computed before. */
  readonly useWebAnalyticsPrecompute?: boolean;
}

/** Visitors, views, sessions, duration and bounce rate of a web site. */
export interface WebOverviewQuery extends WebOverviewInput {
  /** The overview of web analytics. */
  readonly kind: "WebOverviewQuery";
}

/**
 * What the rows of a web table are. Those that start with `FirstPageview`, and `InAppBrowser`, need a recent server.
 */
export type WebStatsBreakdown =
  | "Page"
  | "InitialPage"
  | "ExitPage"
  | "ExitClick"
  | "PreviousPage"
  | "ScreenName"
  | "InitialChannelType"
  | "InitialReferringDomain"
  | "InitialReferringURL"
  | "InitialUTMSource"
  | "InitialUTMCampaign"
  | "InitialUTMMedium"
  | "InitialUTMTerm"
  | "InitialUTMContent"
  | "InitialUTMSourceMediumCampaign"
  | "FirstPageviewChannelType"
  | "FirstPageviewReferringDomain"
  | "FirstPageviewUTMSource"
  | "FirstPageviewUTMCampaign"
  | "FirstPageviewUTMMedium"
  | "FirstPageviewUTMTerm"
  | "FirstPageviewUTMContent"
  | "FirstPageviewUTMSourceMediumCampaign"
  | "Browser"
  | "InAppBrowser"
  | "OS"
  | "Viewport"
  | "DeviceType"
  | "Country"
  | "Region"
  | "City"
  | "Timezone"
  | "Language"
  | "FrustrationMetrics";

/** What `webStatsTable(…)` takes: visitors and views by page, channel, country … */
export interface WebStatsTableInput extends WebQueryBase {
  /** What the rows are. */
  readonly breakdownBy: WebStatsBreakdown;
  /** Show how far people scroll; implies the bounce rate. */
  readonly includeScrollDepth?: boolean;
  /** Show the bounce rate. */
  readonly includeBounceRate?: boolean;
  /** Show the time on page. */
  readonly includeAvgTimeOnPage?: boolean;
  /** Show the host with the path. */
  readonly includeHost?: boolean;
  /** Read tables that were computed before. */
  readonly useWebAnalyticsPrecompute?: boolean;
  /** At most so many rows. */
  readonly limit?: number;
  /** Leave out so many rows at the start. */
  readonly offset?: number;
}

/** Visitors and views by page, channel, country … */
export interface WebStatsTableQuery extends WebStatsTableInput {
  /** A table of web analytics. */
  readonly kind: "WebStatsTableQuery";
}

/** Clicks on links that lead away. */
export interface WebExternalClicksTableQuery extends WebQueryBase {
  /** A table of clicks that lead away. */
  readonly kind: "WebExternalClicksTableQuery";
  /** At most so many rows. */
  readonly limit?: number;
  /** Leave out the query part of URLs. */
  readonly stripQueryParams?: boolean;
}

/** Conversions of the project's actions. */
export interface WebGoalsQuery extends WebQueryBase {
  /** A table of conversions. */
  readonly kind: "WebGoalsQuery";
  /** At most so many rows. */
  readonly limit?: number;
  /** Read tables that were computed before. */
  readonly useWebAnalyticsPrecompute?: boolean;
}

/** Web vitals over time. */
export interface WebVitalsQuery extends WebQueryBase {
  /** Web vitals. */
  readonly kind: "WebVitalsQuery";
  /** The insight that computes them. */
  readonly source: ProductSource;
}

/** Pages by how good a web vital of theirs is. */
export interface WebVitalsPathBreakdownQuery extends WebQueryBase {
  /** Pages by web vital. */
  readonly kind: "WebVitalsPathBreakdownQuery";
  /** Which percentile is looked at. */
  readonly percentile: "p75" | "p90" | "p99";
  /** Which web vital. */
  readonly metric: "INP" | "LCP" | "CLS" | "FCP";
  /** Up to the first value it is good, from the second on poor. */
  readonly thresholds: readonly [number, number];
  /** Read tables that were computed before. */
  readonly useWebAnalyticsPrecompute?: boolean;
}
