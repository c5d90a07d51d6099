import type { JsonObject } from "../../json.js";
import { withActionNames } from "../../queries/experiment-metrics/index.js";
import type { Call } from "../../server/call.js";
import { showTags } from "../tags.js";
import type { SavedMetricDocument } from "./table.js";

/** A saved metric; lists and single reads show the same. */
export const showSavedMetric = (call: Call, metric: SavedMetricDocument): JsonObject => ({
  id: metric.id,
  name: metric.name,
  description: metric.description,
  query: withActionNames(call, metric.query),
  created_by: call.basicUser(metric.created_by),
  created_at: metric.created_at,
  updated_at: metric.updated_at,
  tags: showTags(call, metric.tags),
  user_access_level: metric.created_by === call.user.id ? "manager" : "editor",
});
