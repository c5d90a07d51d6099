import { isObject, type Json } from "../../json.js";
import type { ProjectDocument } from "../../accounts/tables.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { field, type Field } from "../../server/fields.js";
import { checkWildcards, objectOrNull } from "./kinds.js";

/** Switches of PostHog's SQL engine. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */
const MODIFIERS = new Set(
  `bounceRateDurationSeconds bounceRatePageViewMode convertToProjectTimezone customBotDefinitions customChannelTypeRules
  dataWarehouseEventsModifiers debug forceClickhouseDataSkippingIndexes formatCsvAllowDoubleQuotes inCohortVia
  inlineCohortCalculation materializationMode materializedColumnsOptimizationMode mergeFederatedAggregateJoins
  optimizeJoinedFilters optimizeProjections parserMode personsArgMaxVersion personsJoinMode personsOnEventsMode
  propertyGroupsMode pushDownPredicates s3TableUseInvalidColumns sessionIdPushdown sessionPropertyPreAggregation
  sessionTableVersion sessionsV2JoinMode timings typeAwareCastSimplification useMaterializedViews
  usePreaggregatedIntermediateResults usePreaggregatedTableTransforms useWebAnalyticsPreAggregatedTables`.split(/\s+/),
);

export const modifiers: Field<Json> = objectOrNull((value, attr) => {
  const rate = value.bounceRateDurationSeconds ?? null;
  const at = `${attr}__bounceRateDurationSeconds`;
  if (rate !== null && typeof rate !== "number") throw invalid("Must be a number.", at);
  if (typeof rate === "number" && (rate < 1 || rate > 120)) throw invalid("Must be between 1 and 120 seconds.", at);
  if (!Object.keys(value).every((key) => MODIFIERS.has(key))) throw invalid("Invalid modifier key.", attr);
});

/** Members that only PostHog itself writes: whoever sends them is not heard. */
const MANAGED =
  `widget_public_token slack_bot_token slack_team_id slack_enabled slack_scopes email_enabled teams_enabled
  teams_tenant_id teams_team_id teams_team_name teams_channel_id teams_channel_name teams_channels`.split(/\s+/);

export const conversations: Field<Json> = field<Json>(
  (value, attr) => {
    if (!isObject(value)) throw invalid("Must provide a dictionary or None.", attr);
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !MANAGED.includes(name)));
    const domains = kept.widget_domains;
    if (!Array.isArray(domains)) return kept;
    const named = domains.filter(Boolean);
    checkWildcards(named.map(String), attr);
    return { ...kept, widget_domains: named };
  },
  { nullable: true },
);

const DAY = 24 * 60 * 60 * 1000;
const TIERS = [14, 30];

/** Settings of logs: the time that they are kept may change once a day. */
export const logs = (call: Call, project: ProjectDocument | undefined): Field<Json> =>
  field<Json>(
    (value, attr) => {
      if (!isObject(value)) throw invalid("logs_settings must be an object or null.", attr);
      const stored = isObject(project?.settings.logs_settings) ? project.settings.logs_settings : undefined;
      const days = value.retention_days ?? null;
      if (days === null || days === stored?.retention_days) return value;
      if (typeof days !== "number" || !Number.isInteger(days)) throw invalid("retention_days must be an integer", attr);
      if (!TIERS.includes(days)) throw invalid(`retention_days must be one of [${TIERS.join(", ")}]`, attr);
      if (!stored) return value;
      const last = Date.parse(String(stored.retention_last_updated));
      const since = Date.parse(call.now) - last;
      if (since < DAY)
        throw invalid(
          `You can only update retention settings once per 24 hours. Please wait ${Math.trunc((DAY - since) / (60 * 60 * 1000))} more hour(s).`,
          attr,
        );
      return { ...value, retention_last_updated: call.now };
    },
    { nullable: true },
  );

export const proactiveTasks: Field<Json> = field<Json>(
  (value) => {
    if (value === true) throw forbidden("Proactive tasks can only be enabled for authorized teams.");
    return value;
  },
  { nullable: true },
);
