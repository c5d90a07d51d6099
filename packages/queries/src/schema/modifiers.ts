import { z } from "zod";
import type {
  CustomChannelCondition,
  CustomChannelRule,
  DataWarehouseEventsModifier,
  HogQLQueryModifiers,
} from "../types/modifiers.js";
import { choice } from "./choice.js";
import { flag, list, number, strict, texts } from "./strict.js";

const oneOf = <const V extends readonly string[]>(...values: V) => z.enum(values).optional();

export const textOrTexts = choice<string | readonly string[]>()(
  { one: z.string(), several: list(z.string()) },
  (value) => (Array.isArray(value) ? "several" : "one"),
);

const condition = strict<CustomChannelCondition>()({
  id: z.string(),
  key: z.enum(["utm_source", "utm_medium", "utm_campaign", "referring_domain", "url", "pathname", "hostname"]),
  op: z.enum(["exact", "is_not", "is_set", "is_not_set", "icontains", "not_icontains", "regex", "not_regex"]),
  value: textOrTexts.optional(),
});

const channelRule = strict<CustomChannelRule>()({
  id: z.string(),
  channel_type: z.string(),
  combiner: z.enum(["AND", "OR"]),
  items: list(condition),
});

const warehouseEvents = strict<DataWarehouseEventsModifier>()({
  table_name: z.string(),
  timestamp_field: z.string(),
  distinct_id_field: z.string(),
  id_field: z.string(),
});

export const modifiers = strict<HogQLQueryModifiers>()({
  personsOnEventsMode: oneOf(
    "disabled",
    "person_id_no_override_properties_on_events",
    "person_id_override_properties_on_events",
    "person_id_override_properties_joined",
  ),
  personsArgMaxVersion: oneOf("auto", "v1", "v2"),
  personsJoinMode: oneOf("inner", "left"),
  inCohortVia: oneOf("auto", "leftjoin", "subquery", "leftjoin_conjoined"),
  inlineCohortCalculation: oneOf("off", "auto", "always"),
  materializationMode: oneOf("auto", "legacy_null_as_string", "legacy_null_as_null", "disabled"),
  materializedColumnsOptimizationMode: oneOf("disabled", "optimized"),
  propertyGroupsMode: oneOf("enabled", "disabled", "optimized"),
  sessionTableVersion: oneOf("auto", "v1", "v2", "v3"),
  sessionsV2JoinMode: oneOf("string", "uuid"),
  bounceRatePageViewMode: oneOf("count_pageviews", "uniq_urls", "uniq_page_screen_autocaptures"),
  bounceRateDurationSeconds: number,
  parserMode: oneOf(
    "cpp_only",
    "cpp_with_rust_shadow",
    "cpp_with_rust_py_shadow",
    "rust_with_cpp_shadow",
    "rust_only",
    "rust_py_only",
    "rust_py_with_cpp_shadow",
  ),
  optimizeJoinedFilters: flag,
  sessionIdPushdown: flag,
  sessionPropertyPreAggregation: flag,
  debug: flag,
  timings: flag,
  s3TableUseInvalidColumns: flag,
  useMaterializedViews: flag,
  useWebAnalyticsPreAggregatedTables: flag,
  formatCsvAllowDoubleQuotes: flag,
  convertToProjectTimezone: flag,
  usePreaggregatedTableTransforms: flag,
  usePreaggregatedIntermediateResults: flag,
  optimizeProjections: flag,
  pushDownPredicates: flag,
  mergeFederatedAggregateJoins: flag,
  typeAwareCastSimplification: flag,
  forceClickhouseDataSkippingIndexes: texts,
  dataWarehouseEventsModifiers: list(warehouseEvents).optional(),
  customChannelTypeRules: list(channelRule).optional(),
});
