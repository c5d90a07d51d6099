import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { cohorts } from "../cohorts/table.js";
import { insights } from "../insights/table.js";
import type { ActionDocument } from "./table.js";

const MOST = 50;

/** What uses an action: insights by a series, a goal or a table; cohorts by a condition on what somebody did. */
export function referencesTo(call: Call, { id }: ActionDocument): JsonObject[] {
  const mine = { project: call.project.id };
  const isIt = (value: Json | undefined) => value === id || value === String(id);
  const inQuery = (node: JsonObject) =>
    ((node.kind === "ActionsNode" || node.type === "actions") && isIt(node.id)) || isIt(node.actionId);
  const inCriteria = (leaf: JsonObject) =>
    (leaf.event_type === "actions" && isIt(leaf.key)) || (leaf.seq_event_type === "actions" && isIt(leaf.seq_event));
  const ofInsights = call
    .table(insights)
    .where(mine)
    .filter((insight) => !insight.deleted && some(insight.query, inQuery))
    .map((insight) => ({
      type: "insight",
      id: insight.short_id,
      name: insight.name || insight.derived_name || "Unnamed",
      url: `/insights/${insight.short_id}`,
      created_at: insight.created_at,
      created_by: call.basicUser(insight.created_by),
    }));
  const ofCohorts = call
    .table(cohorts)
    .where(mine)
    .filter((cohort) => !cohort.deleted && some(cohort.filters, inCriteria))
    .map((cohort) => ({
      type: "cohort",
      id: String(cohort.id),
      name: cohort.name || "Unnamed",
      url: `/cohorts/${cohort.id}`,
      created_at: cohort.created_at,
      created_by: call.basicUser(cohort.created_by),
    }));
  return [...ofInsights, ...ofCohorts].slice(0, MOST);
}

/** Whether any object in a value, however deep, is one. */
function some(value: Json | undefined, is: (object: JsonObject) => boolean): boolean {
  if (Array.isArray(value)) return value.some((each) => some(each, is));
  return isObject(value) && (is(value) || Object.values(value).some((each) => some(each, is)));
}
