import { isPlain } from "@posthog-definitions/core";
import type { Spec } from "@posthog-definitions/core";

/**
 * What PostHog merges instead of replacing it, and, by dotted path, what it merges inside. Source:
 * `PostHog/posthog: posthog/api/team/team_serializer.py`, `…/marketing_config.py`.
 */
export const merges: readonly string[] = [
  "conversations_settings",
  "customer_analytics_config",
  "feature_flag_policy_config",
  "marketing_analytics_config",
  "marketing_analytics_config.sources_map",
  "modifiers",
  "revenue_analytics_config",
  "session_replay_config",
  "session_replay_config.ai_config",
  "survey_config",
  "workflows_config",
];

const topmost = merges.filter((path) => !path.includes("."));

/** An object that is merged and holds nothing says nothing. */
export const withoutEmpty = (spec: Spec): Spec =>
  Object.fromEntries(
    Object.entries(spec).filter(
      ([name, value]) => !(topmost.includes(name) && isPlain(value) && Object.keys(value).length === 0),
    ),
  );

/** What the file says, with the members of merged objects that it does not name as they are. */
export const withPresent = (want: Spec, have: Spec): Spec => ({
  ...want,
  ...Object.fromEntries(
    topmost.flatMap((name) => (isPlain(want[name]) ? [[name, joined(want[name], have[name], name)]] : [])),
  ),
});

function joined(want: unknown, have: unknown, path: string): unknown {
  if (!isPlain(want)) return want;
  const there = isPlain(have) ? have : {};
  const named = Object.entries(want)
    // Sources are taken out by null; one that is not there is out already.
    .filter(([name, value]) => !(path === SOURCES && value === null && !Object.hasOwn(there, name)))
    .map(([name, value]) => {
      const inner = `${path}.${name}`;
      return [
        name,
        merges.includes(inner) ? joined(value, Object.hasOwn(there, name) ? there[name] : undefined, inner) : value,
      ] as const;
    });
  return { ...there, ...Object.fromEntries(named) };
}

const SOURCES = "marketing_analytics_config.sources_map";
