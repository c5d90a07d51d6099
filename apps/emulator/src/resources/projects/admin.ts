import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { isAdmin } from "./level.js";

/** Settings that every member may change. Source: `PostHog/posthog: posthog/api/team/team_config.py`. */
const MEMBER_FIELDS = new Set([
  "completed_snippet_onboarding",
  "has_completed_onboarding_for",
  "onboarding_tasks",
  "session_recording_opt_in",
  "autocapture_exceptions_opt_in",
  "autocapture_web_vitals_opt_in",
  "autocapture_web_vitals_allowed_metrics",
  "surveys_opt_in",
  "primary_dashboard",
  // A text of the project, not a setting of its analytics.
  "product_description",
]);

const adminFields = (values: JsonObject): string[] =>
  Object.keys(values)
    .filter((name) => !MEMBER_FIELDS.has(name))
    .sort();

/** @throws 403 naming every setting that a member may not change; the whole PATCH fails. */
export function checkAdmin(call: Call, values: JsonObject): void {
  const touched = adminFields(values);
  if (touched.length > 0 && !isAdmin(call))
    throw forbidden(`Only project admins can modify these settings: ${touched.join(", ")}`);
}

/** @throws 403: whoever may make projects may name them, and no more. */
export function checkAdminOnCreate(call: Call, values: JsonObject): void {
  const touched = adminFields(values).filter((name) => name !== "name" && name !== "is_demo");
  if (touched.length > 0 && !isAdmin(call))
    throw forbidden(`Only organization admins can set these settings on project creation: ${touched.join(", ")}`);
}

/** Access control by field, a paid feature. @throws 400 at the first field that is closed to the caller. */
export function checkFieldAccess(call: Call, values: JsonObject): void {
  for (const name of Object.keys(values)) {
    const resource = call.switches.closedSettings[name];
    if (resource !== undefined && call.credentials.kind === "key")
      throw invalid(`You need editor access to ${resource} to modify this field.`, name);
  }
}
