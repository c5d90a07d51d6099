import { factory, type Factory } from "@posthog-definitions/core";
import type { ProjectSettingsInput } from "./input.js";

/**
 * The settings of the project. Only what is declared is managed; everything else stays as it is. There is one of it, so
 * it has no key: its address is `project-settings.project`.
 *
 * ```ts
 * export default projectSettings({
 *   timezone: "Europe/Berlin",
 *   session_recording_opt_in: true,
 *   session_recording_sample_rate: 0.5,
 *   test_account_filters: [wherePerson({ email: { not_icontains: "@example.com" } })],
 * });
 * ```
 */
export const projectSettings: Factory<"project-settings", ProjectSettingsInput> = factory<
  "project-settings",
  ProjectSettingsInput
>("project-settings", { key: "project" });

export type { ProjectSettingsInput, UntypedFilter } from "./input.js";
export type {
  ActionGoal,
  CustomerAnalyticsConfig,
  CustomerEvent,
  EventGoal,
  FeatureFlagPolicyConfig,
  GoalFields,
  MarketingAnalyticsConfig,
  MarketingConversionGoal,
  RevenueAnalyticsConfig,
  RevenueEventCurrency,
  RevenueEvent,
  TableGoal,
  WorkflowsConfig,
} from "./input-configs.js";
export type {
  LinkedFlag,
  RawLinkedFlag,
  RecordingTrigger,
  ReplayConfig,
  ReplaySummaries,
  TriggerConditions,
  TriggerEvent,
  TriggerFlag,
  TriggerGroup,
  TriggerGroups,
  TriggerProperty,
} from "./input-recording.js";
export type {
  ConversationsSettings,
  LogsSettings,
  PathCleaningRule,
  ProjectModifiers,
  SurveyConfig,
} from "./input-values.js";
