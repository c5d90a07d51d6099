import type { Clock } from "../clock.js";
import { isoDate } from "../clock.js";
import type { KeyOptions } from "../options.js";
import type { Store } from "../store/store.js";
import { keys, organizations, projects, users, type ProjectDocument, type UserDocument } from "./tables.js";

/** The key that works out of the box. */
export const defaultKey: KeyOptions = { value: "phx_local", scopes: ["*"] };

/**
 * What a new instance holds: the caller's organisation with project 1, a teammate (who acts in the UI), and another
 * organisation whose project 2 exists, but is closed to the caller.
 */
export function seedAccounts(store: Store, clock: Clock, keyOptions: readonly KeyOptions[]): void {
  const now = isoDate(clock.now());
  const caller = addUser(store, now, "Caller", "caller@example.com");
  const teammate = addUser(store, now, "Teammate", "teammate@example.com");
  const stranger = addUser(store, now, "Stranger", "stranger@example.com");

  for (const [name, members] of [
    ["Local organization", [caller, teammate]],
    ["Another organization", [stranger]],
  ] as const) {
    const organization = store.table(organizations).insert({
      name,
      slug: name.toLowerCase().replace(" ", "-"),
      created_at: now,
      members: members.map((member) => member.id),
      members_can_use_personal_api_keys: true,
    });
    const project = addProject(
      store,
      now,
      organization.id,
      name === "Local organization" ? "Default project" : "Theirs",
    );
    for (const member of members) {
      member.current_project = project.id;
      member.current_organization = organization.id;
      store.table(users).put(member);
    }
  }
  for (const key of keyOptions) addKey(store, key, caller);
}

function addUser(store: Store, now: string, first_name: string, email: string): UserDocument {
  return store.table(users).insert({
    uuid: store.uuid(),
    distinct_id: store.uuid(),
    first_name,
    last_name: "",
    email,
    date_joined: now,
    current_project: null,
    current_organization: null,
  });
}

/** A member of the organisation, by first name or by e-mail address; made where there is none. */
export function memberOf(store: Store, now: string, organizationId: string, who: string): UserDocument {
  const email = who.includes("@") ? who : `${who.toLowerCase()}@example.com`;
  const known = store.table(users).where({ email })[0];
  if (known) return known;
  const organization = store.table(organizations).get(organizationId)!;
  const user = addUser(store, now, who.includes("@") ? "" : who, email);
  store.table(organizations).put({ ...organization, members: [...organization.members, user.id] });
  const current = callerOf(store);
  return store.table(users).put({
    ...user,
    current_project: current.current_project,
    current_organization: organizationId,
  });
}

export function addProject(store: Store, now: string, organization: string, name: string): ProjectDocument {
  return store.table(projects).insert({
    uuid: store.uuid(),
    organization,
    api_token: `phc_${store.randomBytes().toString("base64url").replace(/[-_]/g, "0")}`,
    name,
    timezone: "UTC",
    created_at: now,
    updated_at: now,
    settings: {},
  });
}

export function addKey(store: Store, key: KeyOptions, user: UserDocument): void {
  store.table(keys).insert({
    value: key.value,
    user: user.id,
    scopes: [...key.scopes],
    projects: [...(key.projects ?? [])],
    organizations: [...(key.organizations ?? [])],
  });
}

export const callerOf = (store: Store): UserDocument => store.table(users).get(1)!;
export const teammateOf = (store: Store): UserDocument => store.table(users).get(2)!;
