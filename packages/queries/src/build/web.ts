import type { WebOverviewInput, WebOverviewQuery, WebStatsTableInput, WebStatsTableQuery } from "../types/web.js";
import { made } from "./node.js";

/** Visitors, views, sessions, duration and bounce rate of a web site: `webOverview({ dateRange: "-7d" })`. */
export function webOverview(input: WebOverviewInput = {}): WebOverviewQuery {
  return made("WebOverviewQuery", input, webOverview);
}

/** Visitors and views by page, channel, country …: `webStatsTable({ breakdownBy: "Page" })`. */
export function webStatsTable(input: WebStatsTableInput): WebStatsTableQuery {
  return made("WebStatsTableQuery", input, webStatsTable);
}
