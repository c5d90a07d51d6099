import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import { withoutActionNames } from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { RawError } from "../../server/errors.js";
import { showExperiment } from "./show.js";
import { ownParameters } from "./flag-config.js";
import { LISTS } from "./metrics.js";
import { linksOf } from "./saved-metrics.js";
import type { ExperimentDocument } from "./table.js";

/**
 * What remains of a PATCH that says which version it was made from. Without `original_experiment` a stale `version` is a
 * conflict. With it, changes of different metrics and fields go together: what the caller did not change stays as others
 * made it. Source: `PostHog/posthog: products/experiments/backend/test/test_presentation_api.py`, `TestExperimentConcurrency`.
 *
 * @returns `undefined` where nothing is left to change.
 * @throws 409 with the present version, and with what both have changed.
 */
export function withoutStale(call: Call, experiment: ExperimentDocument, data: JsonObject): JsonObject | undefined {
  const { version, original_experiment: original, ...sent } = data;
  const current = experiment.version ?? 0;
  if ((version ?? null) === null || Number(version) === current) return sent;
  if (!isObject(original)) throw conflict(current, {});
  return new Merge(call, experiment, original).of(sent);
}

const conflict = (current_version: number, more: JsonObject): RawError =>
  new RawError(409, {
    detail: "This experiment was changed by someone else since you loaded it. Please refresh and try again.",
    current_version,
    ...more,
  });

/** Say what a request wants beside what it changes. */
const PLAIN = ["allow_unknown_events", "update_feature_flag_params", "feature_flag", "feature_flag_key"];
/** Only say in which order things are shown. */
const ORDERS = ["primary_metrics_ordered_uuids", "secondary_metrics_ordered_uuids"];

class Merge {
  private readonly stored: JsonObject;
  private readonly metrics: string[] = [];
  private readonly fields: string[] = [];

  constructor(
    private readonly call: Call,
    private readonly experiment: ExperimentDocument,
    private readonly original: JsonObject,
  ) {
    this.stored = showExperiment(call, experiment);
  }

  of(sent: JsonObject): JsonObject | undefined {
    const merged: JsonObject = {};
    for (const [name, value] of Object.entries(sent)) {
      if (PLAIN.includes(name) || ORDERS.includes(name)) merged[name] = value;
      else if ((LISTS as readonly string[]).includes(name)) merged[name] = this.list(name, value);
      else if (name === "saved_metrics_ids") merged[name] = this.links(value);
      else this.scalar(name, value, merged);
    }
    if (this.metrics.length > 0)
      throw conflict(this.experiment.version ?? 0, { conflicting_metric_uuids: this.metrics });
    if (this.fields.length > 0) throw conflict(this.experiment.version ?? 0, { conflicting_fields: this.fields });
    const changes = Object.entries(merged).some(
      ([name, value]) => !PLAIN.includes(name) && !isSame(comparable(name, value), this.now(name)),
    );
    return changes ? merged : undefined;
  }

  private now(name: string): Json {
    if (name === "saved_metrics_ids") return this.linksNow;
    return comparable(name, this.stored[name] ?? null);
  }

  private get linksNow(): Json[] {
    return linksOf(this.call, this.experiment.id).map(({ saved_metric: id, metadata }) => ({ id, metadata }));
  }

  /** Metric by metric, whatever the fingerprints say. */
  private list(name: string, value: Json): Json {
    const stored = this.experiment[name as (typeof LISTS)[number]] ?? [];
    return this.threeWay(asList(this.original[name]), asList(value), stored, (metric) =>
      isObject(metric) && typeof metric.uuid === "string" ? metric.uuid : undefined,
    );
  }

  private links(value: Json): Json {
    const base = asList(this.original.saved_metrics_ids);
    return this.threeWay(base, asList(value), this.linksNow, (link) =>
      isObject(link) ? `saved_metric:${String(link.id)}` : undefined,
    );
  }

  private threeWay(base: Json[], mine: Json[], theirs: Json[], name: (item: Json) => string | undefined): Json[] {
    const byName = (list: Json[]): Map<string, Json> =>
      new Map(
        list.flatMap((item) => {
          const known = name(item);
          return known === undefined ? [] : [[known, item] as const];
        }),
      );
    const [was, want, is] = [byName(base), byName(mine), byName(theirs)];
    const clash = (known: string): void => void this.metrics.push(known);
    const kept: Json[] = [];
    for (const [known, item] of is) {
      const [before, after] = [was.get(known), want.get(known)];
      if (before === undefined) {
        if (after !== undefined && !sameItem(after, item)) clash(known);
        kept.push(item);
      } else if (after === undefined) {
        if (!sameItem(before, item)) clash(known);
      } else if (sameItem(after, before)) kept.push(item);
      else {
        if (!sameItem(before, item) && !sameItem(after, item)) clash(known);
        kept.push(after);
      }
    }
    for (const item of mine) {
      const known = name(item);
      if (known !== undefined && is.has(known)) continue;
      const before = known === undefined ? undefined : was.get(known);
      if (before === undefined) kept.push(item);
      else if (!sameItem(item, before)) clash(known!);
    }
    return kept;
  }

  private scalar(name: string, value: Json, merged: JsonObject): void {
    const [now, mine] = [this.now(name), comparable(name, value)];
    if (isSame(mine, now)) return;
    const knowsBase = name in this.original;
    const base = comparable(name, this.original[name] ?? null);
    if (knowsBase && isSame(mine, base)) return;
    if (!knowsBase || !isSame(base, now)) this.fields.push(name);
    else merged[name] = name === "running_time_calculation" ? withEstimates(value, this.stored[name]) : value;
  }
}

const asList = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The same but for what the server makes of a metric by itself. */
const sameItem = (a: Json, b: Json): boolean => isSame(plain(a), plain(b));
const plain = (item: Json): Json => {
  const named = withoutActionNames(item);
  if (!isObject(named)) return named;
  const { fingerprint: _, ...rest } = named;
  return rest;
};

const isEstimate = (key: string): boolean => key.startsWith("recommended_");

/** As it is stored: without the flag's part, and without estimates that the UI saves by itself. */
function comparable(name: string, value: Json): Json {
  if (name === "tags" && Array.isArray(value)) return [...value].sort();
  if (name.endsWith("_date") && typeof value === "string") return Date.parse(value);
  if ((LISTS as readonly string[]).includes(name)) return asList(value).map(plain);
  if (!isObject(value)) return value;
  if (name === "parameters") return ownParameters(value);
  if (name !== "running_time_calculation") return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isEstimate(key)));
}

function withEstimates(value: Json, stored: Json | undefined): Json {
  if (!isObject(value) || !isObject(stored)) return value;
  return { ...value, ...Object.fromEntries(Object.entries(stored).filter(([key]) => isEstimate(key))) };
}
