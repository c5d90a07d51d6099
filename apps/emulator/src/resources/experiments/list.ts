import { users } from "../../accounts/tables.js";
import type { Json } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { page } from "../../server/paging.js";
import { actions } from "../actions/table.js";
import { flagOf } from "./flag.js";
import { countsEvent, objects } from "./metrics.js";
import { linksOf, queryOf } from "./saved-metrics.js";
import { showListed } from "./show.js";
import { statusOf } from "./status.js";
import { experiments, isDraft, isStopped, type ExperimentDocument } from "./table.js";

type Filter = (experiment: ExperimentDocument) => boolean;
type Value = string | number | null;

const STATUSES = ["draft", "running", "paused", "exposure_frozen", "stopped"];

/** `GET experiments/`: newest first, without what was deleted, and without what is archived unless that is asked for. */
export function listExperiments(call: Call): Answer {
  return ok(page(call, ordered(call, matching(call)), (experiment) => showListed(call, experiment)));
}

/** `GET experiments/matching_ids/`: with the filters of the list. */
export function matchingIds(call: Call): Answer {
  const ids = matching(call).map(({ id }) => id);
  return ok({ ids, total: ids.length });
}

function matching(call: Call): ExperimentDocument[] {
  const live = call
    .table(experiments)
    .where({ project: call.project.id })
    .filter((experiment) => !experiment.deleted);
  return filters(call).reduce((rows, keep) => rows.filter(keep), live);
}

function filters(call: Call): Filter[] {
  const { query } = call;
  const on = (name: string, make: (value: string) => Filter): Filter[] => {
    const value = query.get(name);
    return value === null || value === "" ? [] : [make(value)];
  };
  return [
    (experiment) => experiment.archived === (query.get("archived")?.toLowerCase() === "true"),
    ...on("status", (value) => ofStatus(call, value.toLowerCase())),
    ...on("created_by_id", (value) => (experiment) => idList(value).includes(experiment.created_by)),
    ...on("feature_flag_id", (value) => {
      if (!/^-?\d+$/.test(value)) throw invalid("feature_flag_id must be an integer");
      return (experiment) => experiment.feature_flag === Number(value);
    }),
    ...on(
      "search",
      (value) =>
        ({ name }) =>
          name.toLowerCase().includes(value.toLowerCase()),
    ),
    ...on("event", (value) => ofEvent(call, value)),
    ...on("tags", (value) =>
      withList(
        value,
        (wanted) =>
          ({ tags }) =>
            tags.some((tag) => wanted.includes(tag)),
      ),
    ),
    ...on("excluded_tags", (value) =>
      withList(
        value,
        (unwanted) =>
          ({ tags }) =>
            !tags.some((tag) => unwanted.includes(tag)),
      ),
    ),
  ];
}

function ofStatus(call: Call, asked: string): Filter {
  const wanted = asked === "complete" ? "stopped" : asked;
  if (!STATUSES.includes(wanted)) return () => true;
  return (experiment) => statusOf(experiment, flagOf(call, experiment)) === wanted;
}

function ofEvent(call: Call, event: string): Filter {
  const eventsByAction = new Map(
    call
      .table(actions)
      .where({ project: call.project.id })
      .map((action) => [action.id, action.steps.map((step) => String(step.event))]),
  );
  return (experiment) => {
    const saved = linksOf(call, experiment.id).map((link) => queryOf(call, link.saved_metric));
    const metrics = [...objects(experiment.metrics), ...objects(experiment.metrics_secondary), ...saved];
    return countsEvent(metrics, event, eventsByAction);
  };
}

/** A number, a comma-separated list, or a JSON list. */
const idList = (text: string): number[] =>
  text
    .replace(/[[\]\s]/g, "")
    .split(",")
    .map(Number);

/** What is no JSON list is ignored without a word. */
function withList(text: string, make: (list: Json[]) => Filter): Filter {
  try {
    const value = JSON.parse(text) as Json;
    if (Array.isArray(value)) return make(value);
  } catch {
    // Ignored, as PostHog does.
  }
  return () => true;
}

function orders(call: Call): Record<string, (experiment: ExperimentDocument) => Value> {
  const { now } = call;
  return {
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    name: ({ name }) => name,
    start_date: ({ start_date }) => start_date,
    end_date: ({ end_date }) => end_date,
    status: (experiment) => (isDraft(experiment) ? 0 : isStopped(experiment) ? 2 : 1),
    duration: ({ start_date, end_date }) =>
      start_date === null ? null : Date.parse(end_date ?? now) - Date.parse(start_date),
    created_by: ({ created_by }) => {
      const user = call.table(users).get(created_by);
      return user?.first_name || (user?.email ?? null);
    },
  };
}

function ordered(call: Call, rows: ExperimentDocument[]): ExperimentDocument[] {
  const asked = call.query.get("order") || "-created_at";
  const by = orders(call);
  const field = asked.replace(/^-/, "");
  if (!Object.hasOwn(by, field)) throw invalid(`Invalid order field: '${asked}'`);
  const valueOf = by[field]!;
  const sorted = [...rows].sort((a, b) => compare(valueOf(a), valueOf(b)));
  return asked.startsWith("-") ? sorted.reverse() : sorted;
}

/** PostgreSQL puts nulls last. */
function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
