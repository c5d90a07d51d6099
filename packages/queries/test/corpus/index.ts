import type { Example } from "./example.js";
import { funnelsExamples } from "./funnels.js";
import { lifecycleExamples, pathsExamples, pathsV2Examples, retentionExamples, stickinessExamples } from "./product.js";
import { sqlExamples } from "./sql.js";
import {
  actorsQueryExamples,
  dataTableExamples,
  eventsQueryExamples,
  groupsQueryExamples,
  productTableExamples,
  sessionsQueryExamples,
} from "./tables.js";
import { trendsExamples } from "./trends.js";
import { webOverviewExamples, webStatsTableExamples } from "./web.js";

export const corpus: Readonly<Record<string, readonly Example[]>> = {
  trends: trendsExamples,
  funnels: funnelsExamples,
  retention: retentionExamples,
  paths: pathsExamples,
  pathsV2: pathsV2Examples,
  stickiness: stickinessExamples,
  lifecycle: lifecycleExamples,
  sql: sqlExamples,
  eventsQuery: eventsQueryExamples,
  sessionsQuery: sessionsQueryExamples,
  actorsQuery: actorsQueryExamples,
  groupsQuery: groupsQueryExamples,
  dataTable: dataTableExamples,
  productTables: productTableExamples,
  webOverview: webOverviewExamples,
  webStatsTable: webStatsTableExamples,
};

export const examples: readonly Example[] = Object.values(corpus).flat();
export * from "./example.js";
