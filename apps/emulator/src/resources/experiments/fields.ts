import type { Json } from "../../json.js";
import { strip } from "../../python.js";
import { checkMetrics } from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { datetime } from "../../server/dates.js";
import { invalid } from "../../server/errors.js";
import { asList, boolean, choice, field, integer, json, list, text, type Values } from "../../server/fields.js";
import { pythonType } from "../../json.js";
import { holdouts } from "../experiment-holdouts/table.js";
import { tagsField } from "../tags.js";
import { checkExposureCriteria } from "./exposure-criteria.js";
import { checkSavedMetrics } from "./saved-metrics.js";
import { checkRunningTime } from "./statistics.js";

export const CONCLUSIONS = ["won", "lost", "inconclusive", "stopped_early", "invalid"] as const;
export const conclusion = choice(CONCLUSIONS, { nullable: true });
export const conclusionComment = text({ max: 4000, blank: true, nullable: true });

const metrics = field((value, attr) => checkMetrics(value, attr), { nullable: true });

const holdout = (call: Call) =>
  field<number>(
    (value, attr) => {
      if (typeof value !== "number" && typeof value !== "string")
        throw invalid(`Incorrect type. Expected pk value, received ${pythonType(value)}.`, attr, "incorrect_type");
      const found = call.table(holdouts).get(Number(value));
      if (found?.project === call.project.id) return found.id;
      throw invalid(`Invalid pk "${value}" - object does not exist.`, attr, "does_not_exist");
    },
    { nullable: true },
  );

/** `owner/name`, in lower case. */
const repository = field<string>(
  (value, attr) => {
    const name = strip(String(value)).toLowerCase();
    if (/^[a-z0-9_.-]+\/[a-z0-9_.-]+$/.test(name)) return name;
    throw invalid("Repository must be in the format 'owner/name'.", attr);
  },
  { nullable: true },
);

/** What a request may set, in the order in which PostHog looks at it. */
export const writableFields = (call: Call) => ({
  name: text({ required: true, max: 400 }),
  description: text({ max: 3000, blank: true, nullable: true }),
  start_date: datetime({ nullable: true }),
  end_date: datetime({ nullable: true }),
  feature_flag_key: text({ required: true }),
  holdout_id: holdout(call),
  parameters: json({ nullable: true }),
  running_time_calculation: field((value) => checkRunningTime(value), { nullable: true }),
  excluded_variants: list(text(), { nullable: true }),
  secondary_metrics: json({ nullable: true }),
  saved_metrics_ids: field((value, attr) => checkSavedMetrics(call, asList(value, attr), attr), { nullable: true }),
  filters: json(),
  archived: boolean(),
  deleted: boolean(),
  type: choice(["web", "product"], { nullable: true }),
  exposure_criteria: field((value, attr) => checkExposureCriteria(value, attr), { nullable: true }),
  metrics,
  metrics_secondary: metrics,
  stats_config: json({ nullable: true }),
  scheduling_config: json({ nullable: true }),
  allow_unknown_events: boolean(),
  _create_in_folder: text({ blank: true }),
  conclusion,
  conclusion_comment: conclusionComment,
  primary_metrics_ordered_uuids: field<Json>((value) => value, { nullable: true }),
  secondary_metrics_ordered_uuids: field<Json>((value) => value, { nullable: true }),
  only_count_matured_users: boolean(),
  update_feature_flag_params: boolean(),
  tags: tagsField({ dropBlank: true }),
  repository,
  version: integer({ nullable: true }),
});

export type Sent = Values<ReturnType<typeof writableFields>>;
