import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { forbidden } from "../../server/errors.js";

/** The shortest first. */
export const retentionPeriods = ["30d", "90d", "1y", "5y"] as const;

/** @throws 403 when the plan does not reach so far. */
export function checkRetention(call: Call, body: JsonObject): void {
  const longest = call.switches.replayRetention;
  const asked = body.session_recording_retention_period;
  if (asked === undefined) return;
  if (retentionPeriods.findIndex((each) => each === asked) > retentionPeriods.indexOf(longest))
    throw forbidden(
      `This organization does not have permission to set retention period of length '${String(asked)}' - longest allowable retention period is '${longest}'.`,
    );
}
