import { actionsOf, eventsOf } from "../../queries/experiment-metrics/index.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { page } from "../../server/paging.js";
import { actions } from "../actions/table.js";
import { showSavedMetric } from "./show.js";
import { savedMetrics, type SavedMetricDocument } from "./table.js";

/** `GET experiment_saved_metrics/`, by name, whatever its case. Rows are complete. */
export function listSavedMetrics(call: Call): Answer {
  const search = (call.query.get("search") ?? "").toLowerCase();
  const event = call.query.get("event");
  const rows = call
    .table(savedMetrics)
    .where({ project: call.project.id })
    .filter((metric) => textsOf(metric).some((text) => text.toLowerCase().includes(search)))
    .filter((metric) => !event || counts(call, metric, event))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return ok(page(call, rows, (metric) => showSavedMetric(call, metric)));
}

const textsOf = ({ name, description, tags }: SavedMetricDocument): string[] => [name, description ?? "", ...tags];

/** By itself, or through an action. */
function counts(call: Call, { query }: SavedMetricDocument, event: string): boolean {
  const throughActions = actionsOf([query]).flatMap((id) => call.table(actions).get(id)?.steps ?? []);
  return eventsOf([query]).includes(event) || throughActions.some((step) => step.event === event);
}
