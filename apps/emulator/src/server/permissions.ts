import {
  organizations,
  projects,
  type KeyDocument,
  type OrganizationDocument,
  type ProjectDocument,
} from "../accounts/tables.js";
import type { Parent } from "../resources/define.js";
import type { Store } from "../store/store.js";
import type { Credentials } from "./credentials.js";
import { forbidden, notFound, unauthenticated } from "./errors.js";

/** What a path was resolved to. */
export interface Place {
  readonly project: ProjectDocument | undefined;
  readonly organization: OrganizationDocument | undefined;
}

/** Where a request goes. */
export interface Target {
  readonly parent: Parent;
  readonly scope: string | undefined;
  readonly checksReach?: boolean | undefined;
  /** The id of the parent in the path; `""` below the root. */
  readonly parentId: string;
  /** The query string's `token`, which changes what `@current` means. */
  readonly token: string | null;
}

/**
 * Checks what a caller may do before any object is looked up, in PostHog's order: is the action open to keys → does the
 * parent exist (404) and may this key go there (403) → has it the scope → is the user a member.
 */
export function permit(store: Store, credentials: Credentials, target: Target): Place {
  if (credentials.kind === "key" && target.scope === undefined) {
    throw forbidden("This action does not support personal API key access");
  }
  const place = resolve(store, credentials, target);
  if (credentials.kind === "key") {
    if (!target.checksReach) checkReach(credentials.key, target, place);
    checkScope(credentials.key.scopes, target.scope!);
  }
  if (place.organization && !place.organization.members.includes(credentials.user.id)) {
    throw forbidden(
      target.parent === "project"
        ? "You don't have access to the project."
        : "You don't have access to the organization.",
    );
  }
  return place;
}

function resolve(store: Store, { user }: Credentials, { parent, parentId, token }: Target): Place {
  if (parent === "root") return { project: undefined, organization: undefined };
  if (parent === "organization") {
    const id = parentId === "@current" ? user.current_organization : parentId;
    const organization = id === null ? undefined : store.table(organizations).get(id);
    if (!organization) throw notFound("Organization not found.");
    return { project: undefined, organization };
  }
  const project = parentId === "@current" ? current(store, user.current_project, token) : byId(store, parentId);
  if (!project) throw notFound("Project not found.");
  return { project, organization: store.table(organizations).get(project.organization) };
}

/** `@current` is the user's own setting, unless the request names a project by its public token. */
function current(store: Store, id: number | null, token: string | null): ProjectDocument | undefined {
  if (token === null) return id === null ? undefined : store.table(projects).get(id);
  const project = store.table(projects).where({ api_token: token })[0];
  if (!project)
    throw unauthenticated("authentication_failed", "Project API key found in request query string is invalid.");
  return project;
}

const byId = (store: Store, id: string) => (/^\d+$/.test(id) ? store.table(projects).get(Number(id)) : undefined);

function checkReach(key: KeyDocument, target: Target, place: Place): void {
  // The user's own page is open to every key.
  if (target.scope?.startsWith("user:")) return;
  const { organization, project } = place;
  if (organization && !organization.members_can_use_personal_api_keys) {
    throw forbidden(
      `Organization '${organization.name}' does not allow using personal API keys. ` +
        "Contact an admin to enable personal API keys for this organization.",
    );
  }
  if (key.projects.length > 0) {
    if (!project) throw forbidden("API keys with scoped projects are only supported on project-based endpoints.");
    if (!key.projects.includes(project.id)) {
      throw forbidden(`API key does not have access to the requested project: ID ${project.id}.`);
    }
  }
  if (key.organizations.length > 0 && organization && !key.organizations.includes(organization.id)) {
    throw forbidden(`API key does not have access to the requested organization: ID ${organization.id}.`);
  }
}

/** `write` implies `read`; the message names the scope that is required. */
export function checkScope(granted: readonly string[], required: string): void {
  const [object, level] = required.split(":");
  const accepted = ["*", required, ...(level === "read" ? [`${object}:write`] : [])];
  if (!granted.some((scope) => accepted.includes(scope))) {
    throw forbidden(`API key missing required scope '${required}'`);
  }
}
