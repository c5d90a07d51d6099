import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { jsonb } from "../../store/jsonb.js";

/**
 * Metrics with a `uuid` each: the one that was sent, or a new one where none was sent or another metric has it, without a
 * word. `taken` grows, so that primary, secondary and linked saved metrics can share one set.
 */
export function withUuids(call: Call, metrics: readonly JsonObject[], taken: Set<string>): JsonObject[] {
  return metrics.map((metric) => {
    const sent = typeof metric.uuid === "string" && metric.uuid !== "" ? metric.uuid : undefined;
    const uuid = sent !== undefined && !taken.has(sent) ? sent : call.store.uuid();
    taken.add(uuid);
    return { ...metric, uuid };
  });
}

/**
 * Stands for PostHog's own hash of a metric together with what its results depend on.
 *
 * @param around - Start date, method of statistics, exposure criteria and the like, of the experiment.
 */
export function fingerprintOf({ fingerprint: _, ...metric }: JsonObject, around: Json): string {
  return createHash("sha256")
    .update(JSON.stringify(jsonb([metric, around])))
    .digest("hex");
}

export const withFingerprints = (metrics: readonly JsonObject[], around: Json): JsonObject[] =>
  metrics.map((metric) => ({ ...metric, fingerprint: fingerprintOf(metric, around) }));
