import type { ProjectDocument } from "../../accounts/tables.js";
import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { dataColorThemes } from "../data-color-themes.js";
import { isAdmin, levelOf } from "./level.js";
import { initialSettings } from "./settings.js";

export function showBasicProject(project: ProjectDocument): JsonObject {
  const all = { ...initialSettings(), ...project.settings };
  return {
    id: project.id,
    uuid: project.uuid,
    organization: project.organization,
    project_id: project.id,
    api_token: project.api_token,
    name: project.name,
    completed_snippet_onboarding: all.completed_snippet_onboarding ?? false,
    has_completed_onboarding_for: all.has_completed_onboarding_for ?? null,
    ingested_event: false,
    is_demo: all.is_demo ?? false,
    timezone: project.timezone,
    access_control: false,
  };
}

/** The whole object: settings, what is worked out, and secrets. A client that stores or prints it leaks them. */
export function showProject(call: Call, project: ProjectDocument): JsonObject {
  const settings = { ...initialSettings(), ...project.settings };
  return {
    ...settings,
    ...showBasicProject(project),
    created_at: project.created_at,
    updated_at: project.updated_at,
    default_data_theme: themeOf(call, settings),
    effective_membership_level: levelOf(call),
    user_access_level: isAdmin(call) ? "admin" : "member",
    has_group_types: false,
    group_types: [],
    product_intents: [],
    managed_viewsets: { revenue_analytics: false },
    available_setup_task_ids: [],
    default_modifiers: { personsOnEventsMode: "person_id_override_properties_on_events" },
    person_on_events_querying_enabled: true,
    event_retention_months: null,
    events_retention_enforced: false,
    is_pending_deletion: project.is_pending_deletion ?? false,
    ...secrets(call, project),
  };
}

function secrets(call: Call, project: ProjectDocument): JsonObject {
  return {
    secret_api_token: `phs_${project.uuid.replaceAll("-", "")}`,
    secret_api_token_backup: null,
    // Minted for whoever asks, and another one every time.
    live_events_token: `live_${call.store.randomBytes().toString("base64url")}`,
    heatmaps_screenshot_secret: isAdmin(call) ? `hm_${project.uuid.replaceAll("-", "").slice(0, 24)}` : null,
  };
}

/** Without the feature, whatever was written is hidden behind the built-in theme. */
function themeOf(call: Call, settings: JsonObject) {
  if (call.switches.dataColorThemes) return settings.default_data_theme ?? null;
  return (
    call
      .table(dataColorThemes)
      .all()
      .find((theme) => theme.project === null)?.id ?? null
  );
}
