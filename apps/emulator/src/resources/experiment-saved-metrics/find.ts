import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { savedMetrics, type SavedMetricDocument } from "./table.js";

export function findSavedMetric(call: Call): SavedMetricDocument {
  const id = Number(call.param("id"));
  const metric = Number.isInteger(id) ? call.table(savedMetrics).get(id) : undefined;
  if (metric?.project !== call.project.id) throw notFound();
  return metric;
}
