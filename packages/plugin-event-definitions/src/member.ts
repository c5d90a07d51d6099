import { collection, tag, type Target } from "@posthog-definitions/core/kind";

/** Users, found by way of their memberships. They are only ever read, and only where an event names an owner by address. */
export const organizationMember: Target = {
  name: "organization-member",
  plural: "organization-members",
  // They carry no mark, and are nobody's to manage.
  identity: tag(),
  api: collection<object>({
    path: "members/",
    parent: "organization",
    scope: "organization_member",
    remove: "never",
    unwrap: (membership) => (membership as { user?: object }).user ?? {},
  }),
};
