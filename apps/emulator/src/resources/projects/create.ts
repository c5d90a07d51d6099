import { addProject } from "../../accounts/seed.js";
import { organizations, projects, users } from "../../accounts/tables.js";
import type { JsonObject } from "../../json.js";
import { created } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid } from "../../server/errors.js";
import { parseFields } from "../../server/fields.js";
import { checkAdminOnCreate } from "./admin.js";
import { configNames } from "./configs.js";
import { isAdmin } from "./level.js";
import { checkName } from "./name.js";
import { fieldsOf } from "./settings.js";
import { showProject } from "./show.js";
import { crossFieldRules } from "./update.js";

/** `POST /api/projects/`: the caller's current project becomes the new one. */
export function createProject(call: Call) {
  const organization = organizationOf(call);
  if (!isAdmin(call)) throw forbidden("You need to be an organization admin or above to create new projects.");
  if (call.table(projects).where({ organization }).length >= call.switches.projectLimit)
    throw forbidden(
      "You have reached the maximum limit of allowed projects for your current plan. Upgrade your plan to be able to create and manage more projects.",
    );
  const parsed = parseFields(fieldsOf(call, undefined), call.data) as JsonObject;
  const { name = defaultName(call, organization), timezone = "UTC", ...settings } = parsed;
  checkName(call, String(name), organization);
  checkAdminOnCreate(call, parsed);
  if ("primary_dashboard" in parsed)
    throw invalid("Primary dashboard cannot be set on project creation.", "primary_dashboard");
  crossFieldRules(parsed);
  for (const config of configNames) delete settings[config];
  const made = addProject(call.store, call.now, organization, String(name));
  const project = call.table(projects).put({ ...made, timezone: String(timezone), settings });
  call.table(users).put({ ...call.user, current_project: project.id });
  return created(showProject(call, project));
}

function organizationOf(call: Call): string {
  const id = call.param("parent");
  const named = id === "" || id === "@current" ? call.user.current_organization : id;
  return call.table(organizations).get(named ?? "")!.id;
}

function defaultName(call: Call, organization: string): string {
  const taken = new Set(
    call
      .table(projects)
      .where({ organization })
      .map((each) => each.name.trim().toLowerCase()),
  );
  for (let number = 1; ; number++) {
    const name = number === 1 ? "Default project" : `Default project ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
