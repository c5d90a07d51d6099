import { listOr, type FlagRow } from "./row.js";

/**
 * Flags that PostHog makes for something else of its own, and rewrites as that changes.
 * Source: `PostHog/posthog: products/surveys/backend/api/survey.py`, `posthog/api/web_experiment.py`.
 */
export function generated(row: FlagRow): string | undefined {
  if (/^survey-targeting-[0-9a-z]{10}(-custom)?$/.test(row.key)) return "PostHog made it for a survey.";
  if (/-web-experiment-feature-[0-9a-f]{10}$/.test(row.key)) return "PostHog made it for a web experiment.";
  return listOr(row.experiment_set).length > 0 ? "It belongs to an experiment, and comes with it." : undefined;
}
