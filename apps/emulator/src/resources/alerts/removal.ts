import type { Call } from "../../server/call.js";
import type { InsightDocument } from "../insights/table.js";
import { alertableKind } from "./query.js";
import { alerts } from "./table.js";

/** For good, where the insight is deleted or has become one that no alert can look at. Nothing brings them back. */
export function removeAlertsOf(call: Call, insight: InsightDocument): void {
  if (!insight.deleted && alertableKind(insight.query) !== undefined) return;
  for (const alert of call.table(alerts).where({ insight: insight.id })) call.table(alerts).remove(alert.id);
}
