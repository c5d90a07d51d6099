import { ok } from "../../server/answer.js";
import { defineResource } from "../define.js";
import { savedMetricLinks } from "../experiments/saved-metric-links.js";
import { findSavedMetric } from "./find.js";
import { listSavedMetrics } from "./list.js";
import { showSavedMetric } from "./show.js";
import { savedMetrics } from "./table.js";
import { createSavedMetric, destroySavedMetric, updateSavedMetric } from "./write.js";

/** Metrics that several experiments share. */
export const experimentSavedMetricsResource = defineResource({
  path: "experiment_saved_metrics",
  scope: "experiment_saved_metric",
  tables: [savedMetrics, savedMetricLinks],
  list: listSavedMetrics,
  create: createSavedMetric,
  retrieve: (call) => ok(showSavedMetric(call, findSavedMetric(call))),
  update: updateSavedMetric,
  destroy: destroySavedMetric,
});
