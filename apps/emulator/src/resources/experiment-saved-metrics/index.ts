import { signedInOrCreator, type Logged } from "../../activity/logged.js";
import { ok } from "../../server/answer.js";
import { defineResource } from "../define.js";
import { savedMetricLinks } from "../experiments/saved-metric-links.js";
import { findSavedMetric } from "./find.js";
import { listSavedMetrics } from "./list.js";
import { showSavedMetric } from "./show.js";
import { savedMetrics, type SavedMetricDocument } from "./table.js";
import { createSavedMetric, destroySavedMetric, updateSavedMetric } from "./write.js";

/** Metrics that several experiments share. */
export const experimentSavedMetricsResource = defineResource({
  path: "experiment_saved_metrics",
  scope: "experiment_saved_metric",
  tables: [savedMetrics, savedMetricLinks],
  // Among the entries of experiments, by their own ids.
  logged: [
    {
      table: savedMetrics,
      scope: "Experiment",
      type: "shared_metric",
      name: ({ name }) => name,
      by: signedInOrCreator,
    } satisfies Logged<SavedMetricDocument>,
  ],
  list: listSavedMetrics,
  create: createSavedMetric,
  retrieve: (call) => ok(showSavedMetric(call, findSavedMetric(call))),
  update: updateSavedMetric,
  destroy: destroySavedMetric,
});
