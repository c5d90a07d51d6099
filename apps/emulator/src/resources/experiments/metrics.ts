import { isObject, type Json, type JsonObject } from "../../json.js";
import {
  actionsOf,
  checkActions,
  eventsOf,
  unitlessWindow,
  UNITLESS_WINDOW,
  withFingerprints,
  withUuids,
} from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { isPrimary, uuidOf, type WantedLink } from "./saved-metrics.js";
import type { ExperimentDocument } from "./table.js";

export const LISTS = ["metrics", "metrics_secondary"] as const;
export type MetricList = (typeof LISTS)[number];
export type Metrics = Partial<Record<MetricList, JsonObject[] | null>>;

type Around = Pick<
  ExperimentDocument,
  "start_date" | "stats_config" | "exposure_criteria" | "only_count_matured_users" | "excluded_variants"
>;

/** What the results of a metric depend on, besides the metric. */
export const around = (experiment: Around): Json => [
  experiment.start_date,
  experiment.stats_config?.method ?? "bayesian",
  experiment.exposure_criteria,
  experiment.only_count_matured_users,
  experiment.excluded_variants ?? [],
];

/** The stored metrics with the fingerprints that they have now. */
export const fingerprinted = <D extends Around & Required<Metrics>>(experiment: D): D => ({
  ...experiment,
  ...Object.fromEntries(
    LISTS.map((name) => [name, experiment[name] && withFingerprints(experiment[name], around(experiment))]),
  ),
});

/**
 * Checks the lists that were sent and gives every metric of theirs a uuid that no other metric of the experiment has:
 * none of the other list, and none of a linked saved metric.
 *
 * @throws 400 for a window without a unit, an action that is not there, or an event that nobody has ever sent.
 */
export function preparedMetrics(
  call: Call,
  sent: Metrics,
  saved: readonly number[],
  { stored, allowUnknownEvents }: { stored: ExperimentDocument | undefined; allowUnknownEvents: boolean },
): Metrics {
  const taken = new Set(saved.flatMap((id) => uuidOf(call, id) ?? []));
  for (const name of LISTS)
    if (sent[name] === undefined) for (const { uuid } of stored?.[name] ?? []) taken.add(String(uuid));
  const result: Metrics = {};
  for (const name of LISTS) {
    const list = sent[name];
    if (list === undefined) continue;
    result[name] = list && withUuids(call, list, taken);
    if (!list) continue;
    const index = unitlessWindow(list, stored?.[name] ?? []);
    if (index !== undefined) throw invalid(`Invalid metric at index ${index}: ${UNITLESS_WINDOW}`, name);
    checkActions(call, list, { attr: name });
    if (!allowUnknownEvents) checkEvents(call, list);
  }
  return result;
}

function checkEvents(call: Call, metrics: readonly JsonObject[]): void {
  const wanted = eventsOf(metrics);
  if (wanted.length === 0) return;
  const known = knownEvents(call);
  const unknown = wanted.filter((event) => !known.has(event)).sort();
  if (unknown.length === 0) return;
  throw invalid(
    `Event(s) ${unknown.map((event) => `'${event}'`).join(", ")} not found. ` +
      "No events with these names have been ingested by this project. " +
      "If you meant a different event, please correct it. " +
      "Only if the user has explicitly confirmed they want to proceed with " +
      "the unknown event (e.g. they will instrument it shortly), " +
      "call again with allow_unknown_events=True. " +
      "Do not flip the flag silently to bypass this check.",
  );
}

/** Nothing is ever ingested here: an event is known once it has a definition, if this instance has those. */
function knownEvents(call: Call): ReadonlySet<unknown> {
  const definitions = call.store.snapshot().event_definitions ?? [];
  return new Set(
    definitions.flatMap((each) => {
      const { project, name } = each as { project?: number; name?: string };
      return project === call.project.id ? [name] : [];
    }),
  );
}

/** Whether a metric counts this event, be it through an action. */
export function countsEvent(metrics: readonly JsonObject[], event: string, actions: ReadonlyMap<number, string[]>) {
  if (eventsOf(metrics).includes(event)) return true;
  return actionsOf(metrics).some((id) => actions.get(id)?.includes(event));
}

/**
 * The order in which the metrics are shown, by uuid. What was sent stays as it is; otherwise what has gone goes, and what
 * is new comes last.
 */
export function nextOrder(
  call: Call,
  experiment: Omit<ExperimentDocument, "id">,
  list: MetricList,
  { links, sent, complete }: { links: readonly WantedLink[]; sent: Json | undefined; complete: boolean },
): string[] | null {
  const field = list === "metrics" ? "primary_metrics_ordered_uuids" : "secondary_metrics_ordered_uuids";
  const texts = (value: Json | undefined): string[] =>
    Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
  if (sent !== undefined && !complete) return sent === null ? null : texts(sent);
  const linked = links
    .filter((link) => isPrimary(link) === (list === "metrics"))
    .flatMap(({ id }) => uuidOf(call, id) ?? []);
  const there = [...(experiment[list] ?? []).map(({ uuid }) => String(uuid)), ...linked];
  const kept = texts(sent ?? experiment[field]).filter((uuid) => there.includes(uuid));
  return [...kept, ...there.filter((uuid) => !kept.includes(uuid))];
}

export const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
