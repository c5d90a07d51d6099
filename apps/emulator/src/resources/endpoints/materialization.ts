import { isoDate } from "../../clock.js";
import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { whyNotMaterialized } from "./query.js";
import { endpointVersions, type EndpointVersionDocument } from "./table.js";

const BUCKETS = ["minute", "fifteen_minutes", "hour", "day", "week", "month"];

/** How long the first run of a materialisation takes here. */
const RUN = 60_000;

/** What is told of the view behind a version: `Running`, and after a minute `Completed`. */
export function materializationOf(call: Call, version: EndpointVersionDocument): JsonObject {
  const { saved_query } = version;
  if (!saved_query) {
    const reason = whyNotMaterialized(version.query) ?? null;
    return { can_materialize: reason === null, reason };
  }
  const done = saved_query.started + RUN;
  const isDone = Date.parse(call.now) >= done;
  return {
    status: isDone ? "Completed" : "Running",
    can_materialize: true,
    last_materialized_at: isDone ? isoDate(done) : null,
    error: "",
    saved_query_id: saved_query.id,
  };
}

/** @throws 400 without `attr`, in Python's notation. */
export function checkBuckets(overrides: Readonly<Record<string, string>> | null | undefined): void {
  const wrong = Object.entries(overrides ?? {}).filter(([, bucket]) => !BUCKETS.includes(bucket));
  if (wrong.length === 0) return;
  const shown = wrong.map(([column, bucket]) => `'${column}': '${bucket}'`).join(", ");
  const options = BUCKETS.map((bucket) => `'${bucket}'`).join(", ");
  throw invalid(`Invalid bucket override values: {${shown}}. Valid options: [${options}]`);
}

/** @throws 400 without `attr`. */
export function checkMaterializable(version: Pick<EndpointVersionDocument, "query">): void {
  const reason = whyNotMaterialized(version.query);
  if (reason !== undefined) throw invalid(`Cannot materialize endpoint. Reason: ${reason}`);
}

/** Overrides that are not told stay as they are; a view that is there already goes on. */
export function materialize(
  call: Call,
  version: EndpointVersionDocument,
  overrides: Record<string, string> | null | undefined,
): EndpointVersionDocument {
  checkMaterializable(version);
  return call.table(endpointVersions).put({
    ...version,
    saved_query: version.saved_query ?? { id: call.store.uuid(), started: Date.parse(call.now) },
    bucket_overrides: overrides ?? version.bucket_overrides,
  });
}

export const dematerialize = (call: Call, version: EndpointVersionDocument): EndpointVersionDocument =>
  version.saved_query ? call.table(endpointVersions).put({ ...version, saved_query: null }) : version;
