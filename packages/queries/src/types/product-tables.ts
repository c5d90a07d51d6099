import type { Reference } from "@posthog-definitions/core";
import type { FunnelsQuery } from "./funnels.js";
import type { DataNode } from "./node.js";
import type { Page } from "./tables.js";
import type { DateRangeInput } from "./time.js";
import type { TrendsQuery } from "./trends.js";
import type { WebSource } from "./web.js";
import type { FilterListInput, PropertyGroupFilter } from "./where.js";

/** Traces of AI applications. */
export interface TracesQuery extends DataNode, Page {
  /** Traces. */
  readonly kind: "TracesQuery";
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange?: DateRangeInput;
  /** `true`: leave out internal and test users. */
  readonly filterTestAccounts?: boolean;
  /** `true`: leave out traces of PostHog's own support. */
  readonly filterSupportTraces?: boolean;
  /** Conditions; all must hold. */
  readonly properties?: FilterListInput;
  /** Only traces of this person. */
  readonly personId?: string;
  /** Only traces of the group with this key. */
  readonly groupKey?: string;
  /** Number of the type of that group, 0–4. */
  readonly groupTypeIndex?: number;
  /** Show the sentiment. */
  readonly includeSentiment?: boolean;
  /** In random order. */
  readonly randomOrder?: boolean;
  /** Text to search for. Needs a recent server. */
  readonly searchTerm?: string;
  /** Show the button that chooses columns. */
  readonly showColumnConfigurator?: boolean;
}

/** One trace of an AI application. */
export interface TraceQuery extends DataNode {
  /** A trace. */
  readonly kind: "TraceQuery";
  /** Its id. */
  readonly traceId: string;
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange?: DateRangeInput;
  /** Conditions; all must hold. */
  readonly properties?: FilterListInput;
  /** Show the sentiment. */
  readonly includeSentiment?: boolean;
}

/** The traces of one session of an AI application. Needs a recent server. */
export interface SessionQuery extends DataNode, Page {
  /** A session's traces. */
  readonly kind: "SessionQuery";
  /** Id of the session. */
  readonly sessionId: string;
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange?: DateRangeInput;
  /** Show the sentiment. */
  readonly includeSentiment?: boolean;
}

/** Who takes care of an issue. */
export interface ErrorTrackingAssignee {
  /** A user or a role. */
  readonly type: "user" | "role";
  /** Number of the user, or id of the role. */
  readonly id: number | string;
}

/** Issues of error tracking. */
export interface ErrorTrackingQuery extends DataNode, Page {
  /** Issues. */
  readonly kind: "ErrorTrackingQuery";
  /** By what issues are sorted. */
  readonly orderBy: "last_seen" | "first_seen" | "occurrences" | "users" | "sessions";
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange: DateRangeInput;
  /** Points of the small chart of each issue. */
  readonly volumeResolution: number;
  /** Direction of the sorting. */
  readonly orderDirection?: "ASC" | "DESC";
  /** Only this issue. */
  readonly issueId?: string;
  /** Only issues in this state. */
  readonly status?: "archived" | "active" | "resolved" | "pending_release" | "suppressed" | "all";
  /** Only issues that this user or role takes care of. */
  readonly assignee?: ErrorTrackingAssignee | null;
  /** Conditions, in groups. */
  readonly filterGroup?: PropertyGroupFilter;
  /** `true`: leave out internal and test users. */
  readonly filterTestAccounts?: boolean;
  /** Text to search for. */
  readonly searchQuery?: string;
  /** Count occurrences, users and sessions. */
  readonly withAggregations?: boolean;
  /** Return the first event of each issue. */
  readonly withFirstEvent?: boolean;
  /** Return the last event of each issue. */
  readonly withLastEvent?: boolean;
  /** Only issues of this person. */
  readonly personId?: string;
  /** Only issues of the group with this key. */
  readonly groupKey?: string;
  /** Number of the type of that group, 0–4. */
  readonly groupTypeIndex?: number;
  /** @deprecated A switch of the engine. */
  readonly useQueryV2?: boolean;
  /** @deprecated A switch of the engine. */
  readonly useQueryV3?: boolean;
}

/** Issues that come with some events more often than without. */
export interface ErrorTrackingIssueCorrelationQuery extends DataNode {
  /** Issues by correlation. */
  readonly kind: "ErrorTrackingIssueCorrelationQuery";
  /** Names of the events. */
  readonly events: readonly string[];
}

/** Which integrations marketing analytics reads. */
export interface MarketingIntegrationFilter {
  /** Ids of the sources. */
  readonly integrationSourceIds?: readonly string[];
}

/** How fine the rows of marketing analytics are. `channel_source` needs a recent server. */
export type MarketingDrillDownLevel =
  "channel" | "channel_source" | "source" | "campaign" | "ad_group" | "ad" | "medium" | "content" | "term";

/** What the queries of marketing analytics have in common. */
export interface MarketingSource extends WebSource {
  /** Columns. */
  readonly select?: readonly string[];
  /** Which integrations are read. Default: all. */
  readonly integrationFilter?: MarketingIntegrationFilter;
  /** How fine the rows are. */
  readonly drillDownLevel?: MarketingDrillDownLevel;
}

/** Cost, clicks and conversions by campaign. */
export interface MarketingAnalyticsTableQuery extends MarketingSource, Page {
  /** A table of marketing analytics. */
  readonly kind: "MarketingAnalyticsTableQuery";
  /** Columns and directions by which rows are sorted: `[["Cost", "DESC"]]`. */
  readonly orderBy?: readonly (readonly [string, "ASC" | "DESC"])[];
}

/** Cost, clicks and conversions in sum. */
export interface MarketingAnalyticsAggregatedQuery extends MarketingSource {
  /** Totals of marketing analytics. */
  readonly kind: "MarketingAnalyticsAggregatedQuery";
}

/** A column of the usage of endpoints. */
export type EndpointsUsageOrderField =
  "requests" | "bytes_read" | "cpu_seconds" | "avg_query_duration_ms" | "error_rate";

/** How endpoints are used. */
export interface EndpointsUsageTableQuery extends DataNode, Page {
  /** A table of the usage of endpoints. */
  readonly kind: "EndpointsUsageTableQuery";
  /** What the rows are. */
  readonly breakdownBy: "Endpoint" | "MaterializationType" | "ApiKey" | "Status";
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange?: DateRangeInput;
  /** Only these endpoints. */
  readonly endpointNames?: readonly string[];
  /** Only requests that read a materialised result, or did not. */
  readonly materializationType?: "materialized" | "inline";
  /** Column and direction by which rows are sorted. */
  readonly orderBy?: readonly [EndpointsUsageOrderField, "ASC" | "DESC"];
}

/** Accounts of customer analytics. */
export interface AccountsQuery extends DataNode, Page {
  /** Accounts. */
  readonly kind: "AccountsQuery";
  /** Columns. */
  readonly select?: readonly string[];
  /** Metrics to show. */
  readonly metrics?: readonly string[];
  /** Text to search for. */
  readonly search?: string;
  /** Only accounts with these tags. */
  readonly tagNames?: readonly string[];
  /** Only accounts that these users take care of, by number. */
  readonly assignedToUserIds?: readonly number[];
  /** Only accounts that nobody takes care of. */
  readonly allRolesUnassigned?: boolean;
  /** A condition in SQL. */
  readonly filterExpression?: string;
  /** Columns to sort by. */
  readonly orderBy?: readonly string[];
}

/**
 * A metric of an experiment, as it was before `ExperimentMetric`.
 * @deprecated Use an experiment's `metrics`.
 */
export interface ExperimentTrendsQuery extends DataNode {
  /** A trend of an experiment. */
  readonly kind: "ExperimentTrendsQuery";
  /** What is counted. */
  readonly count_query: TrendsQuery;
  /** Who takes part. */
  readonly exposure_query?: TrendsQuery;
  /** The experiment: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly experiment_id?: number | Reference<"experiment">;
  /** A name for the metric. */
  readonly name?: string;
  /** Id of the metric. */
  readonly uuid?: string;
}

/**
 * A metric of an experiment, as it was before `ExperimentMetric`.
 * @deprecated Use an experiment's `metrics`.
 */
export interface ExperimentFunnelsQuery extends DataNode {
  /** A funnel of an experiment. */
  readonly kind: "ExperimentFunnelsQuery";
  /** The funnel. */
  readonly funnels_query: FunnelsQuery;
  /** The experiment: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly experiment_id?: number | Reference<"experiment">;
  /** A name for the metric. */
  readonly name?: string;
  /** Id of the metric. */
  readonly uuid?: string;
}
