import type { HogQLQueryModifiers } from "./modifiers.js";

/** Labels that PostHog copies into its query log. They change no result. */
export interface QueryLogTags {
  /** The screen or job that asks, as free text. */
  readonly scene?: string;
  /** The product that asks, such as `"product_analytics"`. */
  readonly productKey?: string;
  /** A name for the query in the log. */
  readonly name?: string;
}

/** What every query that reads data may carry. */
export interface DataNode {
  /** Switches of the SQL engine. Leave them out unless PostHog's support names one: the defaults are right. */
  readonly modifiers?: HogQLQueryModifiers;
  /** Labels for the query log. */
  readonly tags?: QueryLogTags;
  /** The schema version stamped by PostHog's UI. Accepted in pasted queries, never compared, never sent. */
  readonly version?: number | null;
}
