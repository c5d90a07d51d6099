import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { insights, type InsightDocument } from "./table.js";

/** The insight of the path, deleted or not: a number is looked up as an id first, then as a short id. */
export function findAnyInsight(call: Call, key = call.param("id")): InsightDocument {
  const table = call.table(insights);
  const byId = /^\d+$/.test(key) ? table.get(Number(key)) : undefined;
  const candidates = [byId, ...table.where({ short_id: key })];
  const found = candidates.find((insight) => insight?.project === call.project.id);
  if (!found) throw notFound();
  return found;
}

/** The insight of the path. Deleted ones are 404. */
export function findInsight(call: Call): InsightDocument {
  const insight = findAnyInsight(call);
  if (insight.deleted) throw notFound();
  return insight;
}
