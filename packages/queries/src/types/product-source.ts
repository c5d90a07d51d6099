import type { FunnelsQuery } from "./funnels.js";
import type { LifecycleQuery } from "./lifecycle.js";
import type { PathsQuery } from "./paths.js";
import type { PathsV2Query } from "./paths-v2.js";
import type { RetentionQuery } from "./retention.js";
import type { StickinessQuery } from "./stickiness.js";
import type { TrendsQuery } from "./trends.js";

/** The sources of product analytics. */
export type ProductSource =
  TrendsQuery | FunnelsQuery | RetentionQuery | PathsQuery | PathsV2Query | StickinessQuery | LifecycleQuery;
