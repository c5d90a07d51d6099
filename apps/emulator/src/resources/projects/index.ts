import { ok } from "../../server/answer.js";
import { page } from "../../server/paging.js";
import { defineResource } from "../define.js";
import { createProject } from "./create.js";
import { findProject, visible } from "./find.js";
import { loggedProjects } from "./logged.js";
import { deleteProject } from "./remove.js";
import { showBasicProject, showProject } from "./show.js";
import { updateProject } from "./update.js";

const item = { parent: "root", path: "projects/:id", limit: "crud", checksReach: true } as const;
const collections = [
  { parent: "root", path: "projects" },
  { parent: "organization", path: "projects" },
] as const;

/** Projects and their settings: `/api/projects/` and `/api/projects/{id}/`, where `{id}` may be `@current`. */
export const projectsResource = defineResource({
  path: "projects",
  parent: "root",
  scope: "project",
  logged: loggedProjects,
  list: (call) => ok(page(call, visible(call), showBasicProject)),
  routes: [
    { ...item, method: "GET", scope: "project:read", handle: (call) => ok(showProject(call, findProject(call))) },
    ...(["PATCH", "PUT"] as const).map((method) => ({
      ...item,
      method,
      scope: "project:write",
      handle: updateProject,
    })),
    { ...item, method: "DELETE", scope: "project:write", handle: deleteProject },
    ...collections.map((where) => ({
      ...where,
      method: "POST" as const,
      scope: "project:write",
      limit: "crud" as const,
      handle: createProject,
    })),
  ],
});
