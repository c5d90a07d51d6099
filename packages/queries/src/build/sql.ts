import type { DataVisualizationNode, SqlInsightOptions, TableSettings } from "../types/data-visualization.js";
import type { HogQLInput, HogQLQuery, HogQuery } from "../types/hogql.js";
import { made } from "./node.js";

/**
 * A SQL query: `hogql("select count() from events where event = {name}", { name: "signed up" })`, or with all it may
 * have: `hogql({ query, variables, filters })`. In an insight it shows as a table; {@link sqlChart} draws it.
 */
export function hogql(query: string, values?: Readonly<Record<string, unknown>>): HogQLQuery;
export function hogql(input: HogQLInput): HogQLQuery;
export function hogql(query: string | HogQLInput, values?: Readonly<Record<string, unknown>>): HogQLQuery {
  const input = typeof query === "string" ? { query, ...(values === undefined ? {} : { values }) } : query;
  return made("HogQLQuery", input, hogql);
}

/** A chart of a SQL query: `sqlChart("select day, orders from …", { display: "ActionsBar", chartSettings })`. */
export function sqlChart(source: string | HogQLQuery, options: SqlInsightOptions): DataVisualizationNode {
  return made("DataVisualizationNode", { source, ...options }, sqlChart);
}

/** A table of a SQL query: `sqlTable("select …", { pinnedColumns: ["day"] })`. */
export function sqlTable(source: string | HogQLQuery, tableSettings?: TableSettings): DataVisualizationNode {
  const settings = tableSettings === undefined ? {} : { tableSettings };
  return made("DataVisualizationNode", { source, display: "ActionsTable" as const, ...settings }, sqlTable);
}

/** A program in Hog. */
export function hog(code: string): HogQuery {
  return made("HogQuery", { code }, hog);
}
