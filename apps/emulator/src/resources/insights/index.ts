import type { Logged } from "../../activity/logged.js";
import { isObject } from "../../json.js";
import { withFilters } from "../../queries/dashboard-filters.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { dashboards } from "../dashboards/tables.js";
import { defineResource } from "../define.js";
import { findInsight } from "./find.js";
import { listInsights } from "./list.js";
import { liveTiles, showBasicInsight } from "./basic.js";
import { showInsight } from "./show.js";
import { insights, type InsightDocument } from "./table.js";
import { createInsight, updateInsight } from "./write.js";

/** Insights. Every request, plain reads and writes included, counts as an analytics request. */
export const insightsResource = defineResource({
  path: "insights",
  scope: "insight",
  limit: "analytics",
  tables: [insights],
  logged: [
    {
      table: insights,
      scope: "Insight",
      except: ["saved", "is_sample", "order", "filters_hash"],
      // One without any name leaves no trace.
      name: ({ name, derived_name }) => name || derived_name || null,
      shortId: ({ short_id }) => short_id,
      find: findInsight,
    } satisfies Logged<InsightDocument>,
  ],
  list: listInsights,
  create: createInsight,
  retrieve: retrieveInsight,
  update: updateInsight,
  destroy: "forbidden",
});

function retrieveInsight(call: Call): Answer {
  const insight = findInsight(call);
  const row = call.query.get("basic") === "true" ? showBasicInsight(call, insight) : showInsight(call, insight);
  const tile = liveTiles(call, insight).find((each) => String(each.dashboard) === call.query.get("from_dashboard"));
  if (!tile || !isObject(row.query)) return ok(row);
  const overrides = isObject(tile.filters_overrides) ? tile.filters_overrides : {};
  const filters = { ...call.table(dashboards).get(tile.dashboard)?.filters, ...overrides };
  return ok({ ...row, query: withFilters(row.query, filters), color: tile.color, layouts: tile.layouts });
}
