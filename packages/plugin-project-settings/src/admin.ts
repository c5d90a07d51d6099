import type { Path } from "@posthog-definitions/core";

/** What every member of the project may change. Source: `PostHog/posthog: posthog/api/team/team_config.py`, `TEAM_CONFIG_MEMBER_FIELDS`. */
const MEMBER = new Set([
  "autocapture_exceptions_opt_in",
  "autocapture_web_vitals_allowed_metrics",
  "autocapture_web_vitals_opt_in",
  "completed_snippet_onboarding",
  "has_completed_onboarding_for",
  "onboarding_tasks",
  "primary_dashboard",
  "product_description",
  "session_recording_opt_in",
  "surveys_opt_in",
]);

/** The declared settings that only an admin may change. PostHog refuses a request whole that holds one of them. */
export const adminOnly = (spec: object): readonly Path[] =>
  Object.keys(spec)
    .filter((name) => !MEMBER.has(name))
    .map((name) => [name]);
