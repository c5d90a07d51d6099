import type { HogQLQuery } from "./hogql.js";
import type { QueryLogTags } from "./node.js";
import type {
  AccountsQuery,
  EndpointsUsageTableQuery,
  ErrorTrackingIssueCorrelationQuery,
  ErrorTrackingQuery,
  ExperimentFunnelsQuery,
  ExperimentTrendsQuery,
  MarketingAnalyticsAggregatedQuery,
  MarketingAnalyticsTableQuery,
  SessionQuery,
  TraceQuery,
  TracesQuery,
} from "./product-tables.js";
import type { EventsNode } from "./series.js";
import type { TaxonomicGroup } from "./taxonomy.js";
import type {
  ActorsQuery,
  EventsQuery,
  GroupsQuery,
  PersonsNode,
  SessionAttributionExplorerQuery,
  SessionsQuery,
} from "./tables.js";
import type {
  WebExternalClicksTableQuery,
  WebGoalsQuery,
  WebOverviewQuery,
  WebStatsTableQuery,
  WebVitalsPathBreakdownQuery,
  WebVitalsQuery,
} from "./web.js";

/** A query of which the fields are not known here. It is sent as it stands. */
export interface UntypedTableSource {
  /** What it is. `WebBotsTableQuery` needs a recent server; newer ones no longer have `NonIntegratedConversionsTableQuery`. */
  readonly kind: "WebBotsTableQuery" | "NonIntegratedConversionsTableQuery";
  /** Whatever else it has. */
  readonly [field: string]: unknown;
}

/** What only a data table shows. */
export type TableSource =
  | EventsNode
  | EventsQuery
  | PersonsNode
  | ActorsQuery
  | GroupsQuery
  | SessionsQuery
  | SessionAttributionExplorerQuery
  | WebExternalClicksTableQuery
  | WebGoalsQuery
  | WebVitalsQuery
  | WebVitalsPathBreakdownQuery
  | MarketingAnalyticsTableQuery
  | MarketingAnalyticsAggregatedQuery
  | ErrorTrackingQuery
  | ErrorTrackingIssueCorrelationQuery
  | ExperimentFunnelsQuery
  | ExperimentTrendsQuery
  | TracesQuery
  | TraceQuery
  | SessionQuery
  | EndpointsUsageTableQuery
  | AccountsQuery
  | UntypedTableSource;

/** What a data table can show. */
export type DataTableSource = TableSource | HogQLQuery | WebOverviewQuery | WebStatsTableQuery;

/** Where a table stands, for the columns that people save with it. */
export interface DataTableContext {
  /** The page of an event definition, or the project's columns. */
  readonly type: "event_definition" | "team_columns";
  /** Id of the event definition. */
  readonly eventDefinitionId?: string;
}

/** Columns of a data table, and what is shown around it. */
export interface DataTableOptions {
  /** The columns that are shown, as SQL expressions. Default: what the source selects. */
  readonly columns?: readonly string[];
  /** Columns that are hidden. */
  readonly hiddenColumns?: readonly string[];
  /** Columns that stay in view when scrolling. */
  readonly pinnedColumns?: readonly string[];
  /** The columns to which the table can be put back. */
  readonly defaultColumns?: readonly string[];
  /** Labels for the query log. */
  readonly tags?: QueryLogTags;
  /** Show most controls. */
  readonly full?: boolean;
  /** Show the choice of an event. */
  readonly showEventFilter?: boolean;
  /** Show the choice of several events. */
  readonly showEventsFilter?: boolean;
  /** Show the search field. */
  readonly showSearch?: boolean;
  /** Show the property filters: yes or no, or those of these groups of PostHog's property picker. */
  readonly showPropertyFilter?: boolean | readonly TaxonomicGroup[];
  /** Show the switch for test accounts. */
  readonly showTestAccountFilters?: boolean;
  /** Show the SQL editor. */
  readonly showHogQLEditor?: boolean;
  /** Show the menu at the end of each row. */
  readonly showActions?: boolean;
  /** Show the column with recordings. */
  readonly showRecordingColumn?: boolean;
  /** Show the choice of dates. */
  readonly showDateRange?: boolean;
  /** Show the export button. */
  readonly showExport?: boolean;
  /** Show the reload button. */
  readonly showReload?: boolean;
  /** Show the number of rows. */
  readonly showCount?: boolean;
  /** Show how long the query took. */
  readonly showElapsedTime?: boolean;
  /** Show the query's timings. */
  readonly showTimings?: boolean;
  /** Show the button that chooses columns. */
  readonly showColumnConfigurator?: boolean;
  /** Show the button that chooses columns and keeps them. */
  readonly showPersistentColumnConfigurator?: boolean;
  /** Show saved queries. */
  readonly showSavedQueries?: boolean;
  /** Show saved filters. */
  readonly showSavedFilters?: boolean;
  /** Show saved views of the table. */
  readonly showTableViews?: boolean;
  /** Show times in full instead of relative to now. */
  readonly showAbsoluteTime?: boolean;
  /** Rows can be opened. Default: `true`. */
  readonly expandable?: boolean;
  /** Keep property filters in the URL. Default: `false`. */
  readonly propertiesViaUrl?: boolean;
  /** Columns can be sorted by a click. Default: `true`. */
  readonly allowSorting?: boolean;
  /** Show the button that opens the query. Default: `true`. */
  readonly showOpenEditorButton?: boolean;
  /** Show the results. */
  readonly showResultsTable?: boolean;
  /** Show options of the source. */
  readonly showSourceQueryOptions?: boolean;
  /** The table stands inside another box with a border. */
  readonly embedded?: boolean;
  /** A name for where the table stands, such as `survey:123`. */
  readonly contextKey?: string;
  /** Where the table stands. */
  readonly context?: DataTableContext;
}

/** A table of events, persons, groups, sessions … */
export interface DataTableNode extends DataTableOptions {
  /** A data table. */
  readonly kind: "DataTableNode";
  /** What it shows. */
  readonly source: DataTableSource;
  /** The schema version stamped by PostHog's UI. Accepted in pasted queries, never compared, never sent. */
  readonly version?: number | null;
}
