/** A table of the data warehouse that is to be read like the events table. All four are column or table names. */
export interface DataWarehouseEventsModifier {
  /** Name of the table. */
  readonly table_name: string;
  /** Column that stands for the event's time. */
  readonly timestamp_field: string;
  /** Column that stands for the person's distinct id. */
  readonly distinct_id_field: string;
  /** Column that stands for the event's id. */
  readonly id_field: string;
}

/** One condition of a custom channel rule. */
export interface CustomChannelCondition {
  /** Any id that is unique in the rule. */
  readonly id: string;
  /** What of the session is looked at. */
  readonly key: "utm_source" | "utm_medium" | "utm_campaign" | "referring_domain" | "url" | "pathname" | "hostname";
  /** How it is compared with `value`. */
  readonly op: "exact" | "is_not" | "is_set" | "is_not_set" | "icontains" | "not_icontains" | "regex" | "not_regex";
  /** What it is compared with; not needed for `is_set` and `is_not_set`. */
  readonly value?: string | readonly string[];
}

/** A rule that puts sessions in a marketing channel of your own. */
export interface CustomChannelRule {
  /** Any id that is unique in the list. */
  readonly id: string;
  /** Name of the channel that fitting sessions get. */
  readonly channel_type: string;
  /** Whether all (`AND`) or any (`OR`) of the conditions must fit. */
  readonly combiner: "AND" | "OR";
  /** The conditions. */
  readonly items: readonly CustomChannelCondition[];
}

/** Switches of PostHog's SQL engine, for a single query. All are optional; the project's settings hold otherwise. */
export interface HogQLQueryModifiers {
  /** How events find their person. `disabled` is obsolete. */
  readonly personsOnEventsMode?:
    | "disabled"
    | "person_id_no_override_properties_on_events"
    | "person_id_override_properties_on_events"
    | "person_id_override_properties_joined";
  /** How the newest version of a person is found. */
  readonly personsArgMaxVersion?: "auto" | "v1" | "v2";
  /** How events are joined with persons. */
  readonly personsJoinMode?: "inner" | "left";
  /** How membership of a cohort is tested. */
  readonly inCohortVia?: "auto" | "leftjoin" | "subquery" | "leftjoin_conjoined";
  /** Whether a cohort is computed inside the query. */
  readonly inlineCohortCalculation?: "off" | "auto" | "always";
  /** How materialised property columns treat missing values. */
  readonly materializationMode?: "auto" | "legacy_null_as_string" | "legacy_null_as_null" | "disabled";
  /** Whether comparisons use materialised columns directly. */
  readonly materializedColumnsOptimizationMode?: "disabled" | "optimized";
  /** Whether property group columns are read. */
  readonly propertyGroupsMode?: "enabled" | "disabled" | "optimized";
  /** Which sessions table is read. */
  readonly sessionTableVersion?: "auto" | "v1" | "v2" | "v3";
  /** How session ids are joined. */
  readonly sessionsV2JoinMode?: "string" | "uuid";
  /** What counts as a page view when bounces are counted. */
  readonly bounceRatePageViewMode?: "count_pageviews" | "uniq_urls" | "uniq_page_screen_autocaptures";
  /** A session shorter than this many seconds may be a bounce. */
  readonly bounceRateDurationSeconds?: number;
  /** Which SQL parser reads the query. Default: `rust_py_with_cpp_shadow`. */
  readonly parserMode?:
    | "cpp_only"
    | "cpp_with_rust_shadow"
    | "cpp_with_rust_py_shadow"
    | "rust_with_cpp_shadow"
    | "rust_only"
    | "rust_py_only"
    | "rust_py_with_cpp_shadow";
  /** Filter joined tables before the join. */
  readonly optimizeJoinedFilters?: boolean;
  /** Filter by session id before the join with sessions. */
  readonly sessionIdPushdown?: boolean;
  /** Aggregate session properties before the join. */
  readonly sessionPropertyPreAggregation?: boolean;
  /** Return debugging details with the result. */
  readonly debug?: boolean;
  /** Return timings with the result. */
  readonly timings?: boolean;
  /** Read S3 tables although their columns look invalid. */
  readonly s3TableUseInvalidColumns?: boolean;
  /** Read materialised views where there are any. */
  readonly useMaterializedViews?: boolean;
  /** Read pre-aggregated tables in web analytics. */
  readonly useWebAnalyticsPreAggregatedTables?: boolean;
  /** Accept doubled quotes when CSV tables are read. */
  readonly formatCsvAllowDoubleQuotes?: boolean;
  /** Show times in the project's time zone. */
  readonly convertToProjectTimezone?: boolean;
  /** Rewrite the query to pre-aggregated tables. */
  readonly usePreaggregatedTableTransforms?: boolean;
  /** Keep and reuse intermediate results. */
  readonly usePreaggregatedIntermediateResults?: boolean;
  /** Use ClickHouse projections where they fit. */
  readonly optimizeProjections?: boolean;
  /** Move conditions into subqueries. */
  readonly pushDownPredicates?: boolean;
  /** Aggregate on the remote side of a federated join. Needs a server of the second half of 2026. */
  readonly mergeFederatedAggregateJoins?: boolean;
  /** Leave out casts that the type makes needless. Needs a server of the second half of 2026. */
  readonly typeAwareCastSimplification?: boolean;
  /** Data skipping indexes that ClickHouse must use. */
  readonly forceClickhouseDataSkippingIndexes?: readonly string[];
  /** Warehouse tables that are to be read like events. */
  readonly dataWarehouseEventsModifiers?: readonly DataWarehouseEventsModifier[];
  /** Rules for marketing channels of your own, the first that fits wins. */
  readonly customChannelTypeRules?: readonly CustomChannelRule[];
}
