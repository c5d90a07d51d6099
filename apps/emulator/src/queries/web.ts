import { compareFilter, conversionGoal, dateRange, interval, modifiers, queryLogTags } from "./blocks.js";
import { filterListOf } from "./property-filters.js";
import { all, boolean, fixedTuple, integer, node, nodeOf, number, object, words, type Members } from "./shape.js";
import { funnelsQuery, lifecycleQuery, pathsQuery, retentionQuery, stickinessQuery, trendsQuery } from "./insights.js";

/** Web analytics sources. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

const required: Members = { properties: filterListOf("event", "person", "session", "cohort") };

const orderField = words(`
  Visitors Views AvgTimeOnPage Clicks BounceRate AverageScrollPercentage ScrollGt80Percentage TotalConversions
  UniqueConversions ConversionRate ConvertingUsers RageClicks DeadClicks Errors
`);

const base: Members = {
  dateRange,
  compareFilter,
  conversionGoal,
  ...all(boolean, "doPathCleaning filterTestAccounts includeRevenue useSessionsTable useWebAnalyticsPrecompute"),
  samplingFactor: number,
  interval,
  orderBy: fixedTuple(orderField, words("ASC DESC")),
  aggregation_group_type_index: integer,
  dataColorTheme: number,
  sampling: object({}, { enabled: boolean, forceSamplingRate: object({ numerator: number }, { denominator: number }) }),
  modifiers,
  tags: queryLogTags,
};

const breakdownBy = words(`
  Page InitialPage ExitPage ExitClick PreviousPage ScreenName InitialChannelType InitialReferringDomain
  InitialReferringURL InitialUTMSource InitialUTMCampaign InitialUTMMedium InitialUTMTerm InitialUTMContent
  InitialUTMSourceMediumCampaign FirstPageviewChannelType FirstPageviewReferringDomain FirstPageviewUTMSource
  FirstPageviewUTMCampaign FirstPageviewUTMMedium FirstPageviewUTMTerm FirstPageviewUTMContent
  FirstPageviewUTMSourceMediumCampaign Browser InAppBrowser OS Viewport DeviceType Country Region City Timezone
  Language FrustrationMetrics
`);

export const webOverviewQuery = node("WebOverviewQuery", required, base);

export const webStatsTableQuery = node(
  "WebStatsTableQuery",
  { ...required, breakdownBy },
  {
    ...base,
    ...all(boolean, "includeScrollDepth includeBounceRate includeAvgTimeOnPage includeHost"),
    ...all(integer, "limit offset"),
  },
);

export const webExternalClicksTableQuery = node("WebExternalClicksTableQuery", required, {
  ...base,
  limit: integer,
  stripQueryParams: boolean,
});

export const webGoalsQuery = node("WebGoalsQuery", required, { ...base, limit: integer });

export const webVitalsQuery = node(
  "WebVitalsQuery",
  {
    ...required,
    source: nodeOf(() => [trendsQuery, funnelsQuery, retentionQuery, pathsQuery, stickinessQuery, lifecycleQuery]),
  },
  base,
);

export const webVitalsPathBreakdownQuery = node(
  "WebVitalsPathBreakdownQuery",
  {
    ...required,
    percentile: words("p75 p90 p99"),
    metric: words("INP LCP CLS FCP"),
    thresholds: fixedTuple(number, number),
  },
  base,
);
