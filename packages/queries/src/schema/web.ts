import { z } from "zod";
import type {
  ForcedSamplingRate,
  WebExternalClicksTableQuery,
  WebGoalsQuery,
  WebOrderField,
  WebOverviewQuery,
  WebSampling,
  WebStatsTableQuery,
} from "../types/web.js";
import { dataNode, kind } from "./node.js";
import { webFilters } from "./properties.js";
import { flag, integer, number, strict, type Schema } from "./strict.js";
import { compareFilter, conversionGoal, dateRange, interval } from "./time.js";

/** A column and a direction. */
export const order = <F>(field: Schema<F, F>): Schema<readonly [F, "ASC" | "DESC"]> =>
  z.tuple([field, z.enum(["ASC", "DESC"])]) as unknown as Schema<readonly [F, "ASC" | "DESC"]>;

const sampling = strict<WebSampling>()({
  enabled: flag,
  forceSamplingRate: strict<ForcedSamplingRate>()({ numerator: z.number(), denominator: number }).optional(),
});

/** The fields of web analytics but the order of rows, which marketing analytics has in another form. */
export const webSource = {
  ...dataNode,
  properties: webFilters.optional(),
  dateRange: dateRange.optional(),
  compareFilter: compareFilter.optional(),
  conversionGoal: conversionGoal.nullable().optional(),
  doPathCleaning: flag,
  filterTestAccounts: flag,
  samplingFactor: z.number().gt(0).max(1).nullable().optional(),
  interval: interval.optional(),
  aggregation_group_type_index: z.int().min(0).max(4).nullable().optional(),
  dataColorTheme: z.int().nullable().optional(),
  sampling: sampling.optional(),
  includeRevenue: flag,
  useSessionsTable: flag,
};

const orderField: Schema<WebOrderField, WebOrderField> = z.enum([
  "Visitors",
  "Views",
  "AvgTimeOnPage",
  "Clicks",
  "BounceRate",
  "AverageScrollPercentage",
  "ScrollGt80Percentage",
  "TotalConversions",
  "UniqueConversions",
  "ConversionRate",
  "ConvertingUsers",
  "RageClicks",
  "DeadClicks",
  "Errors",
]);

export const webBase = { ...webSource, orderBy: order(orderField).optional() };

export const webOverviewQuery = strict<WebOverviewQuery>()({
  kind: kind("WebOverviewQuery"),
  ...webBase,
  useWebAnalyticsPrecompute: flag,
});

const breakdownBy = z.enum([
  "Page",
  "InitialPage",
  "ExitPage",
  "ExitClick",
  "PreviousPage",
  "ScreenName",
  "InitialChannelType",
  "InitialReferringDomain",
  "InitialReferringURL",
  "InitialUTMSource",
  "InitialUTMCampaign",
  "InitialUTMMedium",
  "InitialUTMTerm",
  "InitialUTMContent",
  "InitialUTMSourceMediumCampaign",
  "FirstPageviewChannelType",
  "FirstPageviewReferringDomain",
  "FirstPageviewUTMSource",
  "FirstPageviewUTMCampaign",
  "FirstPageviewUTMMedium",
  "FirstPageviewUTMTerm",
  "FirstPageviewUTMContent",
  "FirstPageviewUTMSourceMediumCampaign",
  "Browser",
  "InAppBrowser",
  "OS",
  "Viewport",
  "DeviceType",
  "Country",
  "Region",
  "City",
  "Timezone",
  "Language",
  "FrustrationMetrics",
]);

export const webStatsTableQuery = strict<WebStatsTableQuery>()({
  kind: kind("WebStatsTableQuery"),
  ...webBase,
  breakdownBy,
  includeScrollDepth: flag,
  includeBounceRate: flag,
  includeAvgTimeOnPage: flag,
  includeHost: flag,
  useWebAnalyticsPrecompute: flag,
  limit: integer,
  offset: integer,
});

export const webExternalClicksTableQuery = strict<WebExternalClicksTableQuery>()({
  kind: kind("WebExternalClicksTableQuery"),
  ...webBase,
  limit: integer,
  stripQueryParams: flag,
});

export const webGoalsQuery = strict<WebGoalsQuery>()({
  kind: kind("WebGoalsQuery"),
  ...webBase,
  limit: integer,
  useWebAnalyticsPrecompute: flag,
});
