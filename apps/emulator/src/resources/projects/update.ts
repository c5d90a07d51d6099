import { projects, type ProjectDocument } from "../../accounts/tables.js";
import type { JsonObject } from "../../json.js";
import { pythonJson } from "../../python.js";
import { ok } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { parseFields } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { checkAdmin, checkFieldAccess } from "./admin.js";
import { findProject } from "./find.js";
import { merged, withWidgetToken } from "./merge.js";
import { checkName } from "./name.js";
import { checkRetention } from "./retention.js";
import { fieldsOf, initialSettings } from "./settings.js";
import { showProject } from "./show.js";

/** `PATCH /api/projects/{id}/`: only what is sent is touched. */
export function updateProject(call: Call) {
  const project = findProject(call);
  const body = parseFields(fieldsOf(call, project), call.data, true) as JsonObject;
  if (typeof body.name === "string") checkName(call, body.name, project.organization, project);
  checkAdmin(call, body);
  crossFieldRules(body);
  checkFieldAccess(call, body);
  checkRetention(call, body);
  return ok(showProject(call, store(call, project, body)));
}

function store(call: Call, project: ProjectDocument, body: JsonObject): ProjectDocument {
  const { name = project.name, timezone = project.timezone, ...sent } = body;
  if (Object.keys(body).length === 0) return project;
  const settings = { ...project.settings };
  const initial = initialSettings();
  for (const [field, value] of Object.entries(withWidgetToken(call, sent, settings)))
    settings[field] = jsonb(merged(field, settings[field] ?? initial[field] ?? null, value));
  return call
    .table(projects)
    .put({ ...project, name: String(name), timezone: String(timezone), settings, updated_at: call.now });
}

/** Rules about the body as a whole: they come after every field was looked at, and most name no field. */
export function crossFieldRules(body: JsonObject): void {
  if (!("autocapture_exceptions_errors_to_ignore" in body)) return;
  const field = "autocapture_exceptions_errors_to_ignore";
  const errors = body[field];
  if (!Array.isArray(errors)) throw invalid(`Must provide a list for field: ${field}.`);
  if (!errors.every((each) => typeof each === "string"))
    throw invalid(`Must provide a list of strings to field: ${field}.`);
  // The server measures its own spelling of JSON.
  if (pythonJson(errors).length > 300)
    throw invalid(
      `Field ${field} must be less than 300 characters. Complex config should be provided in posthog-js initialization.`,
    );
}
