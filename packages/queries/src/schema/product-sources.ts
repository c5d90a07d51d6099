import { funnelsQuery } from "./funnels.js";
import { lifecycleQuery } from "./lifecycle.js";
import { pathsQuery } from "./paths.js";
import { pathsV2Query } from "./paths-v2.js";
import { retentionQuery } from "./retention.js";
import { stickinessQuery } from "./stickiness.js";
import { trendsQuery } from "./trends.js";

/** The sources of product analytics, by kind. */
export const productSources = {
  TrendsQuery: trendsQuery,
  FunnelsQuery: funnelsQuery,
  RetentionQuery: retentionQuery,
  PathsQuery: pathsQuery,
  PathsV2Query: pathsV2Query,
  StickinessQuery: stickinessQuery,
  LifecycleQuery: lifecycleQuery,
};
