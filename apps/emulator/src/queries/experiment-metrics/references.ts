import { isObject, type Json, type JsonObject } from "../../json.js";
import { actions, type ActionDocument } from "../../resources/actions/table.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";

/** The members of a metric that say what is counted. */
const SOURCES = ["source", "series", "numerator", "denominator", "start_event", "completion_event"];

const sourcesOf = (metric: JsonObject): JsonObject[] => SOURCES.flatMap((name) => metric[name] ?? []).filter(isObject);

/** Names of the events that metrics count; an empty one stands for all events. */
export const eventsOf = (metrics: readonly JsonObject[]): string[] => [
  ...new Set(
    metrics
      .flatMap(sourcesOf)
      .flatMap(({ kind, event }) => (kind === "EventsNode" && typeof event === "string" && event.trim() ? event : [])),
  ),
];

/** Ids of the actions that metrics count. */
export const actionsOf = (metrics: readonly JsonObject[]): number[] => [
  ...new Set(metrics.flatMap(sourcesOf).flatMap(({ kind, id }) => (kind === "ActionsNode" ? Number(id) : []))),
];

const liveAction = (call: Call, id: number): ActionDocument | undefined => {
  const action = call.table(actions).get(id);
  return action && !action.deleted && action.project === call.project.id ? action : undefined;
};

/**
 * Every action has to be there.
 *
 * @param stored - What was stored before: its actions are not looked for again.
 * @throws 400 with the ids of all that are not.
 */
export function checkActions(
  call: Call,
  metrics: readonly JsonObject[],
  { stored = [], attr = null }: { stored?: readonly JsonObject[]; attr?: string | null } = {},
): void {
  const known = actionsOf(stored);
  const missing = actionsOf(metrics).filter((id) => !known.includes(id) && !liveAction(call, id));
  if (missing.length === 0) return;
  throw invalid(
    `Action(s) with ID ${missing.sort((a, b) => a - b).join(", ")} not found or deleted. ` +
      "Each ActionsNode must reference an existing action belonging to this project.",
    attr,
  );
}

/** A metric as it is read: actions in it go by the name that they have now, deleted ones by the one they had. */
export function withActionNames<T extends Json>(call: Call, metric: T): T {
  return isObject(metric) && metric.kind === "ExperimentMetric" ? (renamed(call, metric) as T) : metric;
}

function renamed(call: Call, value: Json): Json {
  if (Array.isArray(value)) return value.map((each) => renamed(call, each));
  if (!isObject(value)) return value;
  const copy: JsonObject = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(call, each)]));
  const action = value.kind === "ActionsNode" ? liveAction(call, Number(value.id)) : undefined;
  return action ? { ...copy, name: action.name } : copy;
}

/** A metric without the names of actions, which change by themselves. */
export function withoutActionNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutActionNames);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "name" || value.kind !== "ActionsNode");
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutActionNames(each)]));
}
