import { organizations, projects, type ProjectDocument } from "../../accounts/tables.js";
import type { Call } from "../../server/call.js";
import { forbidden, invalid, notFound } from "../../server/errors.js";

/**
 * The project of `/api/projects/{id}/` itself. Unlike on the routes below it, a project that the user cannot see is
 * 404, not 403, and an id that is no number is 400.
 */
export function findProject(call: Call): ProjectDocument {
  const id = call.param("id");
  if (id !== "@current" && !/^\d+$/.test(id)) {
    throw invalid(`Field 'id' expected a number but got '${id}'.`);
  }
  const number = id === "@current" ? call.user.current_project : Number(id);
  const project = visible(call, { evenUnreachable: true }).find((each) => each.id === number);
  if (!project) throw notFound(id === "@current" ? "Project not found." : undefined);
  const { credentials } = call;
  if (
    credentials.kind === "key" &&
    credentials.key.projects.length > 0 &&
    !credentials.key.projects.includes(project.id)
  ) {
    throw forbidden(`API key does not have access to the requested project: ID ${project.id}.`);
  }
  return project;
}

export function visible(call: Call, { evenUnreachable = false } = {}): ProjectDocument[] {
  const { user, credentials } = call;
  const limitedTo = credentials.kind === "key" && !evenUnreachable ? credentials.key.organizations : [];
  const search = call.query.get("search")?.toLowerCase() ?? "";
  return call
    .table(projects)
    .all()
    .filter((project) => call.table(organizations).get(project.organization)?.members.includes(user.id))
    .filter((project) => limitedTo.length === 0 || limitedTo.includes(project.organization))
    .filter((project) => project.name.toLowerCase().includes(search));
}
