import { defineTable } from "../../store/table.js";

/** What feature flags have to know of the experiments that run on them. */
export interface ExperimentDocument {
  id: number;
  project: number;
  name: string;
  /** The id of the flag. */
  feature_flag: number;
  /** The id of the holdout. */
  holdout?: number | null;
  start_date: string | null;
  end_date: string | null;
  deleted: boolean;
}

export const experiments = defineTable<ExperimentDocument>("experiments", {
  firstId: 601,
  indexes: ["project", "feature_flag"],
});

export const isRunning = (experiment: ExperimentDocument): boolean =>
  !experiment.deleted && experiment.start_date !== null && experiment.end_date === null;
