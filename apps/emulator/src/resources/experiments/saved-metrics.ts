import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { fingerprintOf, withActionNames } from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { savedMetrics } from "../experiment-saved-metrics/table.js";
import { savedMetricLinks, type SavedMetricLinkDocument } from "./saved-metric-links.js";
import type { ExperimentDocument } from "./table.js";

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

export const linksOf = (call: Call, experiment: number): SavedMetricLinkDocument[] =>
  call.table(savedMetricLinks).where({ experiment });

/** Leaves an experiment with these links: one whose saved metric stays, stays itself. */
export function putLinks(call: Call, experiment: number, wanted: readonly WantedLink[]): void {
  const table = call.table(savedMetricLinks);
  const old = linksOf(call, experiment);
  for (const link of old) {
    const still = wanted.find(({ id }) => id === link.saved_metric);
    if (!still) table.remove(link.id);
    else if (!isSame(still.metadata, link.metadata)) table.put({ ...link, metadata: still.metadata });
  }
  for (const { id, metadata } of wanted) {
    if (old.some((link) => link.saved_metric === id)) continue;
    table.insert({ project: call.project.id, experiment, saved_metric: id, metadata, created_at: call.now });
  }
}

export const isPrimary = ({ metadata }: { readonly metadata: JsonObject }): boolean => metadata.type !== "secondary";

export const queryOf = (call: Call, savedMetric: number): JsonObject =>
  call.table(savedMetrics).get(savedMetric)?.query ?? {};

export const uuidOf = (call: Call, savedMetric: number): string | undefined => {
  const { uuid } = queryOf(call, savedMetric);
  return typeof uuid === "string" ? uuid : undefined;
};

/** The links as the experiment shows them, each with its metric. */
export const showLinks = (call: Call, experiment: ExperimentDocument, around: Json): JsonObject[] =>
  linksOf(call, experiment.id).map((link) => {
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
