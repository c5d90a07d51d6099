import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { configNames } from "./configs.js";

const ONE_LEVEL = new Set(["survey_config", "modifiers", "conversations_settings"]);

/**
 * What becomes of a stored setting. Most values are replaced whole; some objects take over the members that are sent,
 * and `null` alone empties them. Source: `PostHog/posthog: posthog/api/team/team_serializer.py`.
 */
export function merged(field: string, stored: Json, sent: Json): Json {
  if (configNames.includes(field)) return mergedConfig(stored, sent);
  if (!isObject(stored) || !isObject(sent)) return sent;
  if (ONE_LEVEL.has(field)) return { ...stored, ...sent };
  if (field !== "session_replay_config") return sent;
  const members = Object.entries(sent).map(([name, value]) => {
    const before = stored[name];
    return [name, isObject(before) && isObject(value) ? { ...before, ...value } : value] as const;
  });
  return { ...stored, ...Object.fromEntries(members) };
}

/** Sub-objects with rows of their own. Sources of a map are updated one by one, and `null` takes one out. */
function mergedConfig(stored: Json, sent: Json): Json {
  const before = isObject(stored) ? stored : {};
  const { sources_map, ...rest } = isObject(sent) ? sent : {};
  if (!isObject(sources_map)) return { ...before, ...rest };
  const sources = { ...(isObject(before.sources_map) ? before.sources_map : {}), ...sources_map };
  return {
    ...before,
    ...rest,
    sources_map: Object.fromEntries(Object.entries(sources).filter(([, mapping]) => mapping !== null)),
  };
}

/** Switching conversations on makes a token for the widget, switching them off takes it away. */
export function withWidgetToken(call: Call, sent: JsonObject, stored: JsonObject): JsonObject {
  if (!("conversations_enabled" in sent)) return sent;
  const [now, before] = [sent.conversations_enabled === true, stored.conversations_enabled === true];
  if (now === before) return sent;
  const settings = sent.conversations_settings ?? stored.conversations_settings ?? {};
  const known = isObject(stored.conversations_settings) ? stored.conversations_settings.widget_public_token : null;
  if (now && known) return sent;
  const widget_public_token = now ? call.store.randomBytes().toString("base64url") : null;
  return { ...sent, conversations_settings: { ...(isObject(settings) ? settings : {}), widget_public_token } };
}
