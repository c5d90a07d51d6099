import { factory, type Factory } from "@posthog-definitions/core";
import type { EndpointInput } from "./input.js";

/**
 * An endpoint: a query that is called over HTTP by its name.
 *
 * ```ts
 * export const ordersPerDay = endpoint({
 *   key: "orders-per-day",
 *   name: "orders_per_day",
 *   description: "Orders of the last days, for the shop's own pages",
 *   query: hogql("select toDate(timestamp) as day, count() from events where event = 'order placed' group by day"),
 *   data_freshness_seconds: 3600,
 * });
 * ```
 */
export const endpoint: Factory<"endpoint", EndpointInput> = factory<"endpoint", EndpointInput>("endpoint");

export type { Bucket, DataFreshness, EndpointInput } from "./input.js";
