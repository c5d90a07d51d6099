import type { Ref } from "@posthog-definitions/core";
import { refTo, unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { testAccountFilters } from "./filters.js";
import { linkedFlag } from "./linked-flag.js";
import * as configs from "./schema-configs.js";
import * as recording from "./schema-recording.js";
import * as values from "./schema-values.js";

const DASHBOARD = "dashboard";
const THEME = "data-color-theme";

const dashboard = z.union([
  z.int().transform((id): Ref<typeof DASHBOARD> => ({ $ref: DASHBOARD, id })),
  refTo(DASHBOARD),
]);

/** A theme by its name, its number, or a reference. */
const theme = z.union([
  z
    .string()
    .min(1)
    .transform((name): Ref<typeof THEME> => ({ $ref: THEME, lookup: { name } })),
  z.int().transform((id): Ref<typeof THEME> => ({ $ref: THEME, id })),
  refTo(THEME),
]);

const { characters, json } = values;
const yesNo = unmanaged(z.boolean());
const optIn = unmanaged(z.boolean().nullable());
const maybe = <T extends z.ZodType>(schema: T) => unmanaged(schema.nullable());
const names = z.array(characters(400));
const addresses = z.array(characters(200));

/** Every writable setting of a project but those that PostHog maintains by itself. Source: `PostHog/posthog: posthog/api/team/team_config.py`. */
export const spec = z.strictObject({
  name: unmanaged(characters(200)),
  product_description: maybe(z.string().trim()),
  timezone: unmanaged(z.string().min(1)),
  week_start_day: maybe(z.union([z.literal(0), z.literal(1)])),
  base_currency: unmanaged(values.currency),
  business_model: maybe(z.enum(["b2b", "b2c", "other"])),
  app_urls: unmanaged(z.array(values.allowed(characters(200)))),
  recording_domains: maybe(addresses),
  anonymize_ips: yesNo,
  cookieless_server_hash_mode: maybe(z.union([z.literal(0), z.literal(1), z.literal(2)])),
  primary_dashboard: maybe(dashboard),
  default_data_theme: maybe(theme),
  test_account_filters: unmanaged(testAccountFilters),
  test_account_filters_default_checked: optIn,
  path_cleaning_filters: maybe(z.array(values.pathCleaningFilter)),
  data_attributes: unmanaged(z.array(z.string())),
  person_display_name_properties: maybe(names),
  correlation_config: maybe(json),
  live_events_columns: maybe(z.array(z.string().trim().min(1))),
  human_friendly_comparison_periods: optIn,
  modifiers: maybe(values.modifiers),

  autocapture_opt_out: optIn,
  autocapture_exceptions_opt_in: optIn,
  autocapture_exceptions_errors_to_ignore: unmanaged(values.errorsToIgnore),
  autocapture_web_vitals_opt_in: optIn,
  autocapture_web_vitals_allowed_metrics: maybe(z.array(z.string())),
  capture_console_log_opt_in: optIn,
  capture_performance_opt_in: optIn,
  capture_dead_clicks: optIn,
  heatmaps_opt_in: optIn,

  session_recording_opt_in: yesNo,
  session_recording_sample_rate: maybe(values.sampleRate),
  session_recording_minimum_duration_milliseconds: maybe(recording.minimumDuration),
  session_recording_linked_flag: maybe(linkedFlag),
  session_recording_network_payload_capture_config: maybe(recording.networkPayloads),
  session_recording_masking_config: maybe(recording.masking),
  session_recording_url_trigger_config: maybe(z.array(recording.trigger)),
  session_recording_url_blocklist_config: maybe(z.array(recording.trigger)),
  session_recording_event_trigger_config: maybe(z.array(z.string().trim().min(1))),
  session_recording_trigger_match_type_config: maybe(z.enum(["all", "any"])),
  session_recording_trigger_groups: maybe(recording.triggerGroups),
  session_recording_retention_period: unmanaged(z.enum(["30d", "90d", "1y", "5y"])),
  session_replay_config: maybe(recording.replayConfig),

  surveys_opt_in: optIn,
  survey_config: maybe(values.surveyConfig),
  conversations_enabled: optIn,
  conversations_settings: maybe(values.conversations),
  proactive_tasks_enabled: optIn,

  flags_persistence_default: optIn,
  feature_flag_confirmation_enabled: optIn,
  feature_flag_confirmation_message: maybe(z.string().trim()),
  default_evaluation_contexts_enabled: optIn,
  require_evaluation_contexts: optIn,
  feature_flag_policy_config: unmanaged(configs.flagPolicy),

  web_analytics_pre_aggregated_tables_enabled: optIn,
  revenue_analytics_config: unmanaged(configs.revenue),
  marketing_analytics_config: unmanaged(configs.marketing),
  customer_analytics_config: unmanaged(configs.customer),
  workflows_config: unmanaged(configs.workflows),
  logs_settings: maybe(values.logs),
  receive_org_level_activity_logs: optIn,
  extra_settings: maybe(json),

  completed_snippet_onboarding: yesNo,
  has_completed_onboarding_for: maybe(json),
  onboarding_tasks: maybe(json),
});

export const settingNames: readonly string[] = Object.keys(spec.shape);
