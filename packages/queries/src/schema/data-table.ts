import { z } from "zod";
import type { DataTableContext, DataTableNode, DataTableSource, UntypedTableSource } from "../types/data-table.js";
import { by, choice } from "./choice.js";
import { hogqlQuery } from "./hogql.js";
import { kind, queryLogTags } from "./node.js";
import * as product from "./product-tables.js";
import { eventsNode } from "./series.js";
import { flag, list, strict, text, texts, version, type Schema } from "./strict.js";
import * as tables from "./tables.js";
import { taxonomicGroup } from "./taxonomy.js";
import { webExternalClicksTableQuery, webGoalsQuery, webOverviewQuery, webStatsTableQuery } from "./web.js";
import { webVitalsPathBreakdownQuery, webVitalsQuery } from "./web-vitals.js";

const untyped = z.looseObject({
  kind: z.enum(["WebBotsTableQuery", "NonIntegratedConversionsTableQuery"]),
}) as unknown as Schema<UntypedTableSource>;

/** What only a data table shows, by kind. */
export const tableSources = {
  EventsNode: eventsNode,
  EventsQuery: tables.eventsQuery,
  PersonsNode: tables.personsNode,
  ActorsQuery: tables.actorsQuery,
  GroupsQuery: tables.groupsQuery,
  SessionsQuery: tables.sessionsQuery,
  SessionAttributionExplorerQuery: tables.sessionAttributionExplorerQuery,
  WebExternalClicksTableQuery: webExternalClicksTableQuery,
  WebGoalsQuery: webGoalsQuery,
  WebVitalsQuery: webVitalsQuery,
  WebVitalsPathBreakdownQuery: webVitalsPathBreakdownQuery,
  MarketingAnalyticsTableQuery: product.marketingAnalyticsTableQuery,
  MarketingAnalyticsAggregatedQuery: product.marketingAnalyticsAggregatedQuery,
  ErrorTrackingQuery: product.errorTrackingQuery,
  ErrorTrackingIssueCorrelationQuery: product.errorTrackingIssueCorrelationQuery,
  ExperimentFunnelsQuery: product.experimentFunnelsQuery,
  ExperimentTrendsQuery: product.experimentTrendsQuery,
  TracesQuery: product.tracesQuery,
  TraceQuery: product.traceQuery,
  SessionQuery: product.sessionQuery,
  EndpointsUsageTableQuery: product.endpointsUsageTableQuery,
  AccountsQuery: product.accountsQuery,
  WebBotsTableQuery: untyped,
  NonIntegratedConversionsTableQuery: untyped,
};

const sources = {
  ...tableSources,
  HogQLQuery: hogqlQuery,
  WebOverviewQuery: webOverviewQuery,
  WebStatsTableQuery: webStatsTableQuery,
};

const source = choice<DataTableSource>()(
  sources,
  by("kind", Object.keys(sources) as (keyof typeof sources)[], "a data table's source"),
);

const propertyFilter = choice<boolean | readonly z.input<typeof taxonomicGroup>[]>()(
  { shown: z.boolean(), groups: list(taxonomicGroup) },
  (value) => (Array.isArray(value) ? "groups" : "shown"),
);

export const dataTableNode = strict<DataTableNode>()({
  kind: kind("DataTableNode"),
  source,
  columns: texts,
  hiddenColumns: texts,
  pinnedColumns: texts,
  defaultColumns: texts,
  tags: queryLogTags.optional(),
  full: flag,
  showEventFilter: flag,
  showEventsFilter: flag,
  showSearch: flag,
  showPropertyFilter: propertyFilter.optional(),
  showTestAccountFilters: flag,
  showHogQLEditor: flag,
  showActions: flag,
  showRecordingColumn: flag,
  showDateRange: flag,
  showExport: flag,
  showReload: flag,
  showCount: flag,
  showElapsedTime: flag,
  showTimings: flag,
  showColumnConfigurator: flag,
  showPersistentColumnConfigurator: flag,
  showSavedQueries: flag,
  showSavedFilters: flag,
  showTableViews: flag,
  showAbsoluteTime: flag,
  expandable: flag,
  propertiesViaUrl: flag,
  allowSorting: flag,
  showOpenEditorButton: flag,
  showResultsTable: flag,
  showSourceQueryOptions: flag,
  embedded: flag,
  contextKey: text,
  context: strict<DataTableContext>()({
    type: z.enum(["event_definition", "team_columns"]),
    eventDefinitionId: text,
  }).optional(),
  version,
});
