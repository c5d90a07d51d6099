import { z } from "zod";
import type {
  AccountsQuery,
  EndpointsUsageOrderField,
  EndpointsUsageTableQuery,
  ErrorTrackingAssignee,
  ErrorTrackingIssueCorrelationQuery,
  ErrorTrackingQuery,
  ExperimentFunnelsQuery,
  ExperimentTrendsQuery,
  MarketingAnalyticsAggregatedQuery,
  MarketingAnalyticsTableQuery,
  MarketingIntegrationFilter,
  SessionQuery,
  TraceQuery,
  TracesQuery,
} from "../types/product-tables.js";
import { choice } from "./choice.js";
import { funnelsQuery } from "./funnels.js";
import { dataNode, kind } from "./node.js";
import { filterList, propertyGroup } from "./properties.js";
import { reference } from "./reference.js";
import { flag, list, strict, text, texts, type Schema } from "./strict.js";
import { page } from "./tables.js";
import { dateRange } from "./time.js";
import { trendsQuery } from "./trends.js";
import { order, webSource } from "./web.js";

const groupTypeIndex = z.int().min(0).max(4).optional();

export const tracesQuery = strict<TracesQuery>()({
  kind: kind("TracesQuery"),
  ...dataNode,
  ...page,
  dateRange: dateRange.optional(),
  filterTestAccounts: flag,
  filterSupportTraces: flag,
  properties: filterList.optional(),
  personId: text,
  groupKey: text,
  groupTypeIndex,
  includeSentiment: flag,
  randomOrder: flag,
  searchTerm: text,
  showColumnConfigurator: flag,
});

export const traceQuery = strict<TraceQuery>()({
  kind: kind("TraceQuery"),
  ...dataNode,
  traceId: z.string(),
  dateRange: dateRange.optional(),
  properties: filterList.optional(),
  includeSentiment: flag,
});

export const sessionQuery = strict<SessionQuery>()({
  kind: kind("SessionQuery"),
  ...dataNode,
  ...page,
  sessionId: z.string(),
  dateRange: dateRange.optional(),
  includeSentiment: flag,
});

const assignee = strict<ErrorTrackingAssignee>()({
  type: z.enum(["user", "role"]),
  id: choice<number | string>()({ user: z.int(), role: z.string() }, (value) =>
    typeof value === "string" ? "role" : "user",
  ),
});

export const errorTrackingQuery = strict<ErrorTrackingQuery>()({
  kind: kind("ErrorTrackingQuery"),
  ...dataNode,
  ...page,
  orderBy: z.enum(["last_seen", "first_seen", "occurrences", "users", "sessions"]),
  dateRange,
  volumeResolution: z.int(),
  orderDirection: z.enum(["ASC", "DESC"]).optional(),
  issueId: text,
  status: z.enum(["archived", "active", "resolved", "pending_release", "suppressed", "all"]).optional(),
  assignee: assignee.nullable().optional(),
  filterGroup: propertyGroup.optional(),
  filterTestAccounts: flag,
  searchQuery: text,
  withAggregations: flag,
  withFirstEvent: flag,
  withLastEvent: flag,
  personId: text,
  groupKey: text,
  groupTypeIndex,
  useQueryV2: flag,
  useQueryV3: flag,
});

export const errorTrackingIssueCorrelationQuery = strict<ErrorTrackingIssueCorrelationQuery>()({
  kind: kind("ErrorTrackingIssueCorrelationQuery"),
  ...dataNode,
  events: list(z.string()),
});

const marketing = {
  ...webSource,
  select: texts,
  integrationFilter: strict<MarketingIntegrationFilter>()({ integrationSourceIds: texts }).optional(),
  drillDownLevel: z
    .enum(["channel", "channel_source", "source", "campaign", "ad_group", "ad", "medium", "content", "term"])
    .optional(),
};

export const marketingAnalyticsTableQuery = strict<MarketingAnalyticsTableQuery>()({
  kind: kind("MarketingAnalyticsTableQuery"),
  ...marketing,
  ...page,
  orderBy: list(order(z.string())).optional(),
});

export const marketingAnalyticsAggregatedQuery = strict<MarketingAnalyticsAggregatedQuery>()({
  kind: kind("MarketingAnalyticsAggregatedQuery"),
  ...marketing,
});

const usageOrder: Schema<EndpointsUsageOrderField, EndpointsUsageOrderField> = z.enum([
  "requests",
  "bytes_read",
  "cpu_seconds",
  "avg_query_duration_ms",
  "error_rate",
]);

export const endpointsUsageTableQuery = strict<EndpointsUsageTableQuery>()({
  kind: kind("EndpointsUsageTableQuery"),
  ...dataNode,
  ...page,
  breakdownBy: z.enum(["Endpoint", "MaterializationType", "ApiKey", "Status"]),
  dateRange: dateRange.optional(),
  endpointNames: texts,
  materializationType: z.enum(["materialized", "inline"]).optional(),
  orderBy: order(usageOrder).optional(),
});

export const accountsQuery = strict<AccountsQuery>()({
  kind: kind("AccountsQuery"),
  ...dataNode,
  ...page,
  select: texts,
  metrics: texts,
  search: text,
  tagNames: texts,
  assignedToUserIds: list(z.int()).optional(),
  allRolesUnassigned: flag,
  filterExpression: text,
  orderBy: texts,
});

const ofExperiment = {
  ...dataNode,
  experiment_id: reference("experiment").optional(),
  name: text,
  uuid: text,
};

export const experimentTrendsQuery = strict<ExperimentTrendsQuery>()({
  kind: kind("ExperimentTrendsQuery"),
  ...ofExperiment,
  count_query: trendsQuery,
  exposure_query: trendsQuery.optional(),
});

export const experimentFunnelsQuery = strict<ExperimentFunnelsQuery>()({
  kind: kind("ExperimentFunnelsQuery"),
  ...ofExperiment,
  funnels_query: funnelsQuery,
});
