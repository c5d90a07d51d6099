import type { DefinitionOptions, Reference } from "@posthog-definitions/core";
import type { FilterInput, FilterListInput, FilterScalar, PropertyOperator } from "@posthog-definitions/queries";
import type {
  CustomerAnalyticsConfig,
  FeatureFlagPolicyConfig,
  MarketingAnalyticsConfig,
  RevenueAnalyticsConfig,
  WorkflowsConfig,
} from "./input-configs.js";
import type { LinkedFlag, RawLinkedFlag, RecordingTrigger, ReplayConfig, TriggerGroups } from "./input-recording.js";
import type {
  ConversationsSettings,
  LogsSettings,
  PathCleaningRule,
  ProjectModifiers,
  SurveyConfig,
} from "./input-values.js";

/**
 * What `projectSettings({ … })` takes. Every field that is absent is left alone. `null` is PostHog's own "nothing was
 * ever said", where it has one.
 */
export interface ProjectSettingsInput extends Omit<DefinitionOptions, "key"> {
  /** Name of the project, at most 200 characters, unique in the organisation whatever the case. */
  readonly name?: string;
  /** What the product is, for PostHog's AI. */
  readonly product_description?: string | null;
  /** Time zone of dates and reports: `"Europe/Berlin"`. */
  readonly timezone?: string;
  /** Day on which weeks begin: 0 is Sunday, 1 is Monday. */
  readonly week_start_day?: 0 | 1 | null;
  /** Currency of the project, as its ISO 4217 code: `"EUR"`. */
  readonly base_currency?: string;
  /** Who the product is for. */
  readonly business_model?: "b2b" | "b2c" | "other" | null;
  /** Addresses on which the toolbar and web analytics may work, each at most 200 characters. Replaced whole. */
  readonly app_urls?: readonly string[];
  /** Addresses that may record sessions and heatmaps; empty: all. Replaced whole. */
  readonly recording_domains?: readonly string[] | null;
  /** Whether IP addresses are dropped from events. */
  readonly anonymize_ips?: boolean;
  /** How cookieless visitors are counted: 0 not at all, 1 without state, 2 with state. */
  readonly cookieless_server_hash_mode?: 0 | 1 | 2 | null;
  /** The dashboard of the home page: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly primary_dashboard?: Reference<"dashboard"> | number | null;
  /**
   * Colour theme of charts: its name, its number in this one project, or `lookup("data-color-theme", …)`. Without the
   * plan's feature PostHog always shows its built-in theme, and the setting is reported as not kept.
   */
  readonly default_data_theme?: string | number | Reference<"data-color-theme"> | null;
  /** Who counts as internal or test user: `[wherePerson({ … }), notInCohort(staff)]`, or filters in PostHog's form. Replaced whole. */
  readonly test_account_filters?: FilterListInput | readonly (FilterInput | UntypedFilter)[];
  /** Whether new insights leave internal and test users out. */
  readonly test_account_filters_default_checked?: boolean | null;
  /** Rules that shorten paths, in this order. Replaced whole. */
  readonly path_cleaning_filters?: readonly PathCleaningRule[] | null;
  /** Attributes of HTML elements that actions look at. Replaced whole. */
  readonly data_attributes?: readonly string[];
  /** Properties that make a person's display name, the first that is there. Replaced whole. */
  readonly person_display_name_properties?: readonly string[] | null;
  /** What correlation analysis leaves out, by PostHog's names. Replaced whole. */
  readonly correlation_config?: Readonly<Record<string, unknown>> | null;
  /** Columns of the live events. Replaced whole. */
  readonly live_events_columns?: readonly string[] | null;
  /** Whether comparison periods are as long as months and years are. */
  readonly human_friendly_comparison_periods?: boolean | null;
  /** Switches of the SQL engine. Members join those that are there; `null` takes all of them away. */
  readonly modifiers?: ProjectModifiers | null;

  /** `true`: posthog-js captures no clicks and page views by itself. */
  readonly autocapture_opt_out?: boolean | null;
  /** Whether posthog-js captures exceptions by itself. */
  readonly autocapture_exceptions_opt_in?: boolean | null;
  /** Exceptions that are not captured, by their text; as JSON at most 300 characters. Replaced whole. PostHog cannot be brought to forget the list, only to empty it. */
  readonly autocapture_exceptions_errors_to_ignore?: readonly string[];
  /** Whether posthog-js captures web vitals. */
  readonly autocapture_web_vitals_opt_in?: boolean | null;
  /** Which web vitals: `["LCP", "CLS"]`. Replaced whole. */
  readonly autocapture_web_vitals_allowed_metrics?: readonly string[] | null;
  /** Whether console logs are captured with recordings. */
  readonly capture_console_log_opt_in?: boolean | null;
  /** Whether network requests and timings are captured with recordings. */
  readonly capture_performance_opt_in?: boolean | null;
  /** Whether clicks that lead nowhere are captured. */
  readonly capture_dead_clicks?: boolean | null;
  /** Whether heatmaps are captured. */
  readonly heatmaps_opt_in?: boolean | null;

  /** Whether sessions are recorded. */
  readonly session_recording_opt_in?: boolean;
  /** Share of the sessions that is recorded, from 0 to 1 in hundredths: `0.5`, or PostHog's text `"0.50"`. `null`: all. */
  readonly session_recording_sample_rate?: number | string | null;
  /** Milliseconds that a session must last to be kept, from 0 to 30000. `null`: any. */
  readonly session_recording_minimum_duration_milliseconds?: number | null;
  /** The flag that must be on for a session to be recorded. `null`: none. */
  readonly session_recording_linked_flag?: LinkedFlag | RawLinkedFlag | null;
  /** Which parts of network requests are recorded. Replaced whole. */
  readonly session_recording_network_payload_capture_config?: {
    /** Headers. */
    readonly recordHeaders?: boolean | null;
    /** Bodies. */
    readonly recordBody?: boolean | null;
  } | null;
  /** What is hidden in recordings. Replaced whole. */
  readonly session_recording_masking_config?: {
    /** Whether everything that is typed is hidden. */
    readonly maskAllInputs?: boolean;
    /** CSS selector of text that is hidden. */
    readonly maskTextSelector?: string;
    /** CSS selector of elements that are not recorded at all. */
    readonly blockSelector?: string;
  } | null;
  /** Addresses at which recording starts. Replaced whole. */
  readonly session_recording_url_trigger_config?: readonly RecordingTrigger[] | null;
  /** Addresses at which recording stops. Replaced whole. */
  readonly session_recording_url_blocklist_config?: readonly RecordingTrigger[] | null;
  /** Events at which recording starts, by name. Replaced whole. */
  readonly session_recording_event_trigger_config?: readonly string[] | null;
  /** Whether all or any of the triggers must fit. */
  readonly session_recording_trigger_match_type_config?: "all" | "any" | null;
  /** Groups of triggers, in place of the triggers above. Replaced whole. */
  readonly session_recording_trigger_groups?: TriggerGroups | null;
  /** For how long new recordings are kept, as far as the plan allows. */
  readonly session_recording_retention_period?: "30d" | "90d" | "1y" | "5y";
  /** Further settings of recordings. Members join those that are there, two levels deep; `null` takes all of them away. */
  readonly session_replay_config?: ReplayConfig | null;

  /** Whether surveys are shown. */
  readonly surveys_opt_in?: boolean | null;
  /** How surveys look. Members join those that are there; `null` takes all of them away. */
  readonly survey_config?: SurveyConfig | null;
  /** Whether the support product is on. Switching it on makes the widget's token, switching it off takes it away. */
  readonly conversations_enabled?: boolean | null;
  /** Settings of the support product. Members join those that are there; `null` takes all of them away, the widget's token too. */
  readonly conversations_settings?: ConversationsSettings | null;
  /** Whether PostHog works on tasks by itself. PostHog lets chosen projects alone switch it on. */
  readonly proactive_tasks_enabled?: boolean | null;

  /** What new flags do: remember what a person got, across log-ins. */
  readonly flags_persistence_default?: boolean | null;
  /** Whether a change of a flag must be confirmed in the UI. */
  readonly feature_flag_confirmation_enabled?: boolean | null;
  /** What that confirmation says. */
  readonly feature_flag_confirmation_message?: string | null;
  /** Whether new flags get the default evaluation contexts. */
  readonly default_evaluation_contexts_enabled?: boolean | null;
  /** Whether new flags need an evaluation context. */
  readonly require_evaluation_contexts?: boolean | null;
  /** Rules for flags. Each member by itself. Needs a recent server. */
  readonly feature_flag_policy_config?: FeatureFlagPolicyConfig;

  /** Whether web analytics reads pre-aggregated tables. */
  readonly web_analytics_pre_aggregated_tables_enabled?: boolean | null;
  /** Revenue analytics. Each member by itself. */
  readonly revenue_analytics_config?: RevenueAnalyticsConfig;
  /** Marketing analytics. Each member by itself. */
  readonly marketing_analytics_config?: MarketingAnalyticsConfig;
  /** Customer analytics. Each member by itself. */
  readonly customer_analytics_config?: CustomerAnalyticsConfig;
  /** Workflows. Each member by itself. */
  readonly workflows_config?: WorkflowsConfig;
  /** Settings of logs. Replaced whole. */
  readonly logs_settings?: LogsSettings | null;
  /** Whether the activity log shows the organisation's entries too. For admins of the organisation. */
  readonly receive_org_level_activity_logs?: boolean | null;
  /** Settings without a place of their own, by PostHog's names. Replaced whole. */
  readonly extra_settings?: Readonly<Record<string, unknown>> | null;

  /** Whether the snippet's onboarding is over. */
  readonly completed_snippet_onboarding?: boolean;
  /** Products whose onboarding is over: `{ product_analytics: true }`. Replaced whole. */
  readonly has_completed_onboarding_for?: Readonly<Record<string, unknown>> | null;
  /** State of the onboarding's tasks. Replaced whole. */
  readonly onboarding_tasks?: Readonly<Record<string, unknown>> | null;
}

/** A condition on the event, without saying that it is one: `{ key: "$host", value: "localhost" }`. */
export interface UntypedFilter {
  /** Always `event`. */
  readonly type?: undefined;
  /** Name of the property. */
  readonly key: string;
  /** How it is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** What it is compared with. Needed by all operators but `is_set` and `is_not_set`. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
  /** What the UI shows instead of the key. */
  readonly label?: string;
}
