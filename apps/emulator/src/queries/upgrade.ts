import { isObject, type Json, type JsonObject } from "../json.js";

/** The newest schema version of each kind that has more than one (`PostHog/posthog: frontend/src/queries/latest-versions.json`). */
const latest: Readonly<Record<string, number>> = {
  TrendsQuery: 5,
  StickinessQuery: 5,
  FunnelsQuery: 2,
  RetentionQuery: 2,
  LifecycleQuery: 2,
  CalendarHeatmapQuery: 2,
};

/** A query as it comes out of PostHog's schema upgrade: every node below it carries its newest `version`. */
export function upgradeQuery(query: JsonObject): JsonObject {
  return upgrade(query) as JsonObject;
}

function upgrade(value: Json): Json {
  if (Array.isArray(value)) return value.map(upgrade);
  if (!isObject(value)) return value;
  const upgraded: JsonObject = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, upgrade(each)]));
  const version = latest[String(value.kind)];
  return version === undefined ? upgraded : { ...upgraded, version };
}
