import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { fingerprintOf, withActionNames } from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { savedMetrics } from "../experiment-saved-metrics/table.js";
import { experiments, type ExperimentDocument, type SavedMetricLink } from "./table.js";

/** A saved metric that an experiment shall have. */
export interface WantedLink {
  readonly id: number;
  readonly metadata: JsonObject;
}

/** @throws 400 for the first that is none, or that the project does not have. */
export function checkSavedMetrics(call: Call, sent: readonly Json[], attr: string): WantedLink[] {
  const wanted = sent.map((link) => {
    if (!isObject(link)) throw invalid("Saved metric must be an object", attr);
    if (!("id" in link)) throw invalid("Saved metric must have an id", attr);
    const { metadata } = link;
    if (metadata !== undefined && !isObject(metadata)) throw invalid("Metadata must be an object", attr);
    if (metadata !== undefined && !("type" in metadata)) throw invalid("Metadata must have a type key", attr);
    return { id: Number(link.id), metadata: metadata ?? {} };
  });
  const known = wanted.filter(({ id }) => call.table(savedMetrics).get(id)?.project === call.project.id);
  if (new Set(known.map(({ id }) => id)).size !== wanted.length)
    throw invalid("Saved metric does not exist or does not belong to this project", attr);
  return wanted;
}

/** The links that there will be: one whose saved metric stays, stays itself. */
export function nextLinks(
  call: Call,
  old: readonly SavedMetricLink[],
  wanted: readonly WantedLink[],
): SavedMetricLink[] {
  const kept = old.flatMap((link) => {
    const still = wanted.find(({ id }) => id === link.saved_metric);
    return still ? [isSame(still.metadata, link.metadata) ? link : { ...link, metadata: still.metadata }] : [];
  });
  const added = wanted
    .filter(({ id }) => !old.some((link) => link.saved_metric === id))
    .map(({ id, metadata }) => ({
      id: call.store.next("experiment_saved_metric_links", 901),
      saved_metric: id,
      metadata,
      created_at: call.now,
    }));
  return [...kept, ...added];
}

export const isPrimary = ({ metadata }: Pick<SavedMetricLink, "metadata">): boolean => metadata.type !== "secondary";

export const queryOf = (call: Call, savedMetric: number): JsonObject =>
  call.table(savedMetrics).get(savedMetric)?.query ?? {};

export const uuidOf = (call: Call, savedMetric: number): string | undefined => {
  const { uuid } = queryOf(call, savedMetric);
  return typeof uuid === "string" ? uuid : undefined;
};

/** The links as the experiment shows them, each with its metric. */
export const showLinks = (call: Call, experiment: ExperimentDocument, around: Json): JsonObject[] =>
  experiment.saved_metrics.map((link) => {
    const found = call.table(savedMetrics).get(link.saved_metric);
    const query = withActionNames(call, queryOf(call, link.saved_metric));
    const shown = { ...query, fingerprint: fingerprintOf(query, around) };
    return {
      id: link.id,
      experiment: experiment.id,
      saved_metric: link.saved_metric,
      metadata: link.metadata,
      created_at: link.created_at,
      query: shown,
      effective_query: shown,
      name: found?.name ?? "",
    };
  });

/** A deleted saved metric leaves all experiments. */
export function unlinkSavedMetric(call: Call, savedMetric: number): void {
  for (const experiment of call.table(experiments).where({ project: call.project.id })) {
    const left = experiment.saved_metrics.filter((link) => link.saved_metric !== savedMetric);
    if (left.length < experiment.saved_metrics.length)
      call.table(experiments).put({ ...experiment, saved_metrics: left });
  }
}
