import { users, type UserDocument } from "../accounts/tables.js";
import type { JsonObject } from "../json.js";
import { ok } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { invalid } from "../server/errors.js";
import { ordered } from "../server/order.js";
import { page } from "../server/paging.js";
import { defineResource } from "./define.js";

const MAX_SEARCH = 200;

/**
 * `GET /api/organizations/{id}/members/`: memberships, each around its user.
 *
 * Source: `PostHog/posthog: posthog/api/organization_member.py`.
 */
export const organizationMembersResource = defineResource({
  path: "members",
  parent: "organization",
  scope: "organization_member",
  list: (call) => {
    const { query } = call;
    const search = query.get("search") ?? "";
    if (search.length > MAX_SEARCH) throw invalid(`Search query must be ${MAX_SEARCH} characters or fewer.`, "search");
    const email = query.get("email");
    const found = call.organization.members
      .flatMap((id) => call.table(users).get(id) ?? [])
      .filter((user) => email === null || user.email === email)
      .filter((user) => textOf(user).includes(search.trim().toLowerCase()))
      .map((user) => membershipOf(call, user));
    const order = query.get("order") === "joined_at" ? "joined_at" : "-joined_at";
    return ok(page(call, ordered(found, order), (each) => ({ ...each, search_match_type: search ? "exact" : null })));
  },
});

const textOf = ({ first_name, last_name, email }: UserDocument): string =>
  `${first_name}\n${last_name}\n${email}`.toLowerCase();

/** Memberships are not stored, so their ids are made from those of both sides. The first member is the owner. */
const membershipOf = (call: Call, user: UserDocument): JsonObject & { id: string } => ({
  id: call.organization.id.slice(0, 18) + user.uuid.slice(18),
  user: call.basicUser(user.id),
  level: call.organization.members[0] === user.id ? 15 : 1,
  joined_at: user.date_joined,
  updated_at: user.date_joined,
  is_2fa_enabled: false,
  has_social_auth: false,
  last_login: null,
});
