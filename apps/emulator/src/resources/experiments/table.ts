import type { Json, JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface ExperimentDocument {
  id: number;
  project: number;
  name: string;
  description: string | null;
  type: string | null;
  /** The id of the flag. */
  feature_flag: number;
  /** The id of the holdout. */
  holdout: number | null;
  /** The id of the cohort of everybody who was exposed. */
  exposure_cohort: number | null;
  start_date: string | null;
  end_date: string | null;
  archived: boolean;
  deleted: boolean;
  conclusion: string | null;
  conclusion_comment: string | null;
  /** Without what is the flag's: that is added when it is read. */
  parameters: JsonObject | null;
  running_time_calculation: JsonObject | null;
  excluded_variants: string[] | null;
  metrics: JsonObject[] | null;
  metrics_secondary: JsonObject[] | null;
  primary_metrics_ordered_uuids: string[] | null;
  secondary_metrics_ordered_uuids: string[] | null;
  exposure_criteria: JsonObject | null;
  stats_config: JsonObject | null;
  scheduling_config: JsonObject | null;
  only_count_matured_users: boolean;
  /** Before `metrics`. */
  secondary_metrics: Json;
  filters: JsonObject;
  tags: string[];
  repository: string | null;
  /** Very old rows have none. */
  version: number | null;
  /** The experiment's archiving has archived its flag too. */
  flag_was_archived: boolean;
  created_at: string;
  created_by: number;
  updated_at: string;
}

export const experiments = defineTable<ExperimentDocument>("experiments", {
  firstId: 601,
  indexes: ["project", "feature_flag", "holdout"],
});

/** A draft about which nothing else is said. */
export const blankExperiment = (
  of: Pick<ExperimentDocument, "project" | "name" | "feature_flag" | "created_at" | "created_by">,
): Omit<ExperimentDocument, "id"> => ({
  description: "",
  type: "product",
  holdout: null,
  exposure_cohort: null,
  start_date: null,
  end_date: null,
  archived: false,
  deleted: false,
  conclusion: null,
  conclusion_comment: null,
  parameters: null,
  running_time_calculation: {},
  excluded_variants: null,
  metrics: [],
  metrics_secondary: [],
  primary_metrics_ordered_uuids: null,
  secondary_metrics_ordered_uuids: null,
  exposure_criteria: { filterTestAccounts: true },
  stats_config: { method: "bayesian" },
  scheduling_config: null,
  only_count_matured_users: false,
  secondary_metrics: [],
  filters: {},
  tags: [],
  repository: null,
  version: 0,
  flag_was_archived: false,
  updated_at: of.created_at,
  ...of,
});

type Dates = Pick<ExperimentDocument, "start_date" | "end_date">;

export const isDraft = ({ start_date }: Dates): boolean => start_date === null;
export const isStopped = (experiment: Dates): boolean => !isDraft(experiment) && experiment.end_date !== null;
/** Paused ones run too: that their flag is off is no matter of the experiment's own. */
export const isLaunchedAndOpen = (experiment: Dates): boolean => !isDraft(experiment) && experiment.end_date === null;

export const isRunning = (experiment: ExperimentDocument): boolean =>
  !experiment.deleted && isLaunchedAndOpen(experiment);
