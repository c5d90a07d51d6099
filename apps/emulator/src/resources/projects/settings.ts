import type { ProjectDocument } from "../../accounts/tables.js";
import type { Json, JsonObject } from "../../json.js";
import { filterList } from "../../queries/property-filters.js";
import { describe } from "../../queries/shape.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { boolean, choice, field, integer, json, list, text, type Field, type Fields } from "../../server/fields.js";
import { dashboards } from "../dashboards/tables.js";
import { configField, configNames, configs } from "./configs.js";
import { currencies } from "./currencies.js";
import { addresses, checkWildcards, objectOrNull, setting, type Setting } from "./kinds.js";
import { isAdmin } from "./level.js";
import { conversations, logs, modifiers, proactiveTasks } from "./objects.js";
import { pathCleaningFilters } from "./path-cleaning.js";
import { linkedFlag, masking, networkPayloads, replayConfig, sampleRate, triggerMatchType } from "./recording.js";
import { retentionPeriods } from "./retention.js";
import { triggerGroups } from "./trigger-groups.js";

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
const optIn = boolean({ nullable: true });

/** Of these three, `null` is refused where the model has no room for it. */
const dataAttributes = json();

const testAccountFilters: Field<Json> = field<Json>((value, attr) => {
  const wrong = filterList(value);
  if (wrong) throw invalid(`Must provide an array of valid property filters. ${describe(wrong, value)}`, attr);
  return value;
});

const deprecated: Field<Json> = field<Json>(
  (_, attr) => {
    throw invalid(
      "The 'access_control' field has been deprecated and is no longer supported. Please use the new access control system instead. For more information, visit: https://posthog.com/docs/settings/access-control",
      attr,
    );
  },
  { nullable: true },
);

/** Every writable setting with what a new project has, in PostHog's order. Source: `PostHog/posthog: posthog/models/team/team.py`. */
const settings: Readonly<Record<string, Setting>> = {
  product_description: setting(text({ max: 1000, blank: true, nullable: true })),
  app_urls: setting(addresses({ check: checkWildcards }), []),
  anonymize_ips: setting(boolean(), false),
  completed_snippet_onboarding: setting(boolean(), false),
  test_account_filters: setting(testAccountFilters, []),
  test_account_filters_default_checked: setting(optIn),
  path_cleaning_filters: setting(pathCleaningFilters, []),
  is_demo: setting(boolean(), false),
  data_attributes: setting(dataAttributes, ["data-attr"]),
  person_display_name_properties: setting(list(text({ max: 400 }), { nullable: true })),
  correlation_config: setting(json({ nullable: true }), {}),
  autocapture_opt_out: setting(optIn),
  autocapture_exceptions_opt_in: setting(optIn),
  autocapture_web_vitals_opt_in: setting(optIn),
  autocapture_web_vitals_allowed_metrics: setting(json({ nullable: true })),
  autocapture_exceptions_errors_to_ignore: setting(json({ nullable: true })),
  capture_console_log_opt_in: setting(optIn, true),
  capture_performance_opt_in: setting(optIn, true),
  session_recording_opt_in: setting(boolean(), false),
  session_recording_sample_rate: setting(sampleRate),
  session_recording_minimum_duration_milliseconds: setting(integer({ min: 0, max: 30000, nullable: true })),
  session_recording_linked_flag: setting(linkedFlag),
  session_recording_network_payload_capture_config: setting(networkPayloads),
  session_recording_masking_config: setting(masking),
  session_recording_url_trigger_config: setting(list(json({ nullable: true }), { nullable: true }), []),
  session_recording_url_blocklist_config: setting(list(json({ nullable: true }), { nullable: true }), []),
  session_recording_event_trigger_config: setting(list(text({ blank: true, nullable: true }), { nullable: true }), []),
  session_recording_trigger_match_type_config: setting(triggerMatchType),
  session_recording_trigger_groups: setting(triggerGroups),
  session_recording_retention_period: setting(choice(retentionPeriods), "30d"),
  session_replay_config: setting(replayConfig),
  survey_config: setting(objectOrNull()),
  access_control: setting(deprecated, false),
  week_start_day: setting(choice([0, 1], { nullable: true })),
  live_events_columns: setting(list(text(), { nullable: true })),
  recording_domains: setting(addresses({ nullable: true })),
  inject_web_apps: setting(optIn),
  extra_settings: setting(json({ nullable: true })),
  modifiers: setting(modifiers),
  has_completed_onboarding_for: setting(json({ nullable: true })),
  surveys_opt_in: setting(optIn),
  heatmaps_opt_in: setting(optIn),
  flags_persistence_default: setting(optIn, false),
  business_model: setting(choice(["b2b", "b2c", "other"], { nullable: true })),
  conversations_enabled: setting(optIn),
  conversations_settings: setting(conversations),
  proactive_tasks_enabled: setting(proactiveTasks),
  base_currency: setting(choice(currencies), "USD"),
  capture_dead_clicks: setting(optIn, false),
  cookieless_server_hash_mode: setting(choice([0, 1, 2], { nullable: true }), 0),
  human_friendly_comparison_periods: setting(optIn, false),
  feature_flag_confirmation_enabled: setting(optIn, false),
  feature_flag_confirmation_message: setting(text({ blank: true, nullable: true })),
  default_evaluation_contexts_enabled: setting(optIn, false),
  require_evaluation_contexts: setting(optIn, false),
  default_data_theme: setting(integer({ nullable: true })),
  onboarding_tasks: setting(json({ nullable: true })),
  web_analytics_pre_aggregated_tables_enabled: setting(optIn, false),
};

/** What a project shows that nobody ever set. */
export const initialSettings = (): JsonObject => ({
  ...Object.fromEntries(Object.entries(settings).map(([name, { initial }]) => [name, initial])),
  receive_org_level_activity_logs: false,
  primary_dashboard: null,
  logs_settings: null,
  ...Object.fromEntries(Object.entries(configs).map(([name, { initial }]) => [name, initial])),
});

/** The fields of a write, with those whose rules look at who asks and at what is there. */
export const fieldsOf = (call: Call, project: ProjectDocument | undefined): Fields => ({
  name: text({ max: 200 }),
  timezone: choice(zones),
  ...Object.fromEntries(Object.entries(settings).map(([name, of]) => [name, of.field])),
  primary_dashboard: primaryDashboard(call, project),
  logs_settings: logs(call, project),
  receive_org_level_activity_logs: field<Json>(
    (value, attr) => {
      const wanted = boolean().parse(value, attr);
      if (project && !isAdmin(call))
        throw forbidden("Only organization owners and admins can modify the receive_org_level_activity_logs setting.");
      return wanted;
    },
    { nullable: true },
  ),
  ...Object.fromEntries(configNames.map((name) => [name, configField(name)])),
});

function primaryDashboard(call: Call, project: ProjectDocument | undefined): Field<Json> {
  return field<Json>(
    (value, attr) => {
      if (typeof value !== "number" && !(typeof value === "string" && /^\d+$/.test(value)))
        throw invalid(
          `Incorrect type. Expected pk value, received ${typeof value === "string" ? "str" : typeof value}.`,
          attr,
          "incorrect_type",
        );
      const dashboard = call.table(dashboards).get(Number(value));
      if (!dashboard) throw invalid(`Invalid pk "${value}" - object does not exist.`, attr, "does_not_exist");
      if (project && dashboard.project !== project.id) throw invalid("Dashboard does not belong to this team.", attr);
      return dashboard.id;
    },
    { nullable: true },
  );
}
