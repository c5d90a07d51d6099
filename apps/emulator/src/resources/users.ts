import { organizations, projects } from "../accounts/tables.js";
import { ok } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { notFound } from "../server/errors.js";
import { defineResource } from "./define.js";
import { showBasicOrganization } from "./organizations.js";
import { showBasicProject } from "./projects/show.js";

/** `GET /api/users/@me/`: who the key belongs to. */
export const usersResource = defineResource({
  path: "users",
  parent: "root",
  scope: "user",
  retrieve: (call) => ok(me(call)),
});

function me(call: Call) {
  const { user } = call;
  if (call.param("id") !== "@me" && call.param("id") !== user.uuid) throw notFound();
  const project = user.current_project === null ? undefined : call.table(projects).get(user.current_project);
  const mine = call
    .table(organizations)
    .all()
    .filter((organization) => organization.members.includes(user.id));
  const current = mine.find((organization) => organization.id === user.current_organization);
  return {
    date_joined: user.date_joined,
    uuid: user.uuid,
    distinct_id: user.distinct_id,
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
    is_email_verified: true,
    id: user.id,
    is_staff: false,
    team: project ? showBasicProject(project) : null,
    organization: current ? showBasicOrganization(call, current) : null,
    organizations: mine.map((each) => showBasicOrganization(call, each)),
    role_at_organization: null,
    hedgehog_config: null,
  };
}
