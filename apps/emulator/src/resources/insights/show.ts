import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { showAlert } from "../alerts/show.js";
import { alerts } from "../alerts/table.js";
import { commonOf } from "./basic.js";
import type { InsightDocument } from "./table.js";

export function showInsight(call: Call, insight: InsightDocument): JsonObject {
  return {
    ...commonOf(call, insight, false),
    order: insight.order,
    deleted: insight.deleted,
    cache_target_age: null,
    next_allowed_client_refresh: null,
    result: null,
    hasMore: null,
    columns: null,
    last_modified_by: call.basicUser(insight.last_modified_by),
    is_sample: insight.is_sample,
    effective_restriction_level: 21,
    effective_privilege_level: 37,
    timezone: null,
    is_cached: false,
    query_status: null,
    hogql: null,
    types: null,
    resolved_date_range: null,
    alerts: call
      .table(alerts)
      .where({ insight: insight.id })
      .map((alert) => showAlert(call, alert)),
    filters_hash: null,
  };
}
