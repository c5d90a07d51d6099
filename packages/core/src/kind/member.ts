import { z } from "zod";
import { isRef, type Ref } from "../reference.js";
import type { Id } from "../values.js";
import { collection } from "./api.js";
import type { Decoding } from "./facet.js";
import { tag } from "./identity.js";
import type { Target } from "./kind.js";

/** A person, as a field that names one holds it. */
export type Member = Ref<"organization-member">;

/**
 * Users, found by way of their memberships: for kinds whose fields name people. They are only ever read, and only where a
 * definition names one by address. A kind with such a field has it among its `targets`.
 *
 * Source: `PostHog/posthog: posthog/api/organization_member.py`.
 */
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

/**
 * A field that names a member of the organisation: by e-mail address, letter by letter as PostHog shows it, or by
 * `lookup("organization-member", { id: 42 })`, for keys that may not read members.
 */
export const member = (): z.ZodPipe<
  z.ZodCustom<string | Member, string | Member>,
  z.ZodTransform<Member, string | Member>
> =>
  z
    .custom<string | Member>(
      (value) =>
        typeof value === "string" ? /^\S+@\S+$/.test(value) : isRef(value) && value.$ref === "organization-member",
      { error: 'expected an e-mail address, or lookup("organization-member", { id: … })' },
    )
    .transform((value): Member =>
      typeof value === "string" ? { $ref: "organization-member", lookup: { email: value } } : value,
    );

/** Its inverse, of a user as rows hold one: with the address, which is what people know somebody by; compared is the id. */
export function memberOf(user: { readonly id: Id; readonly email?: string | undefined }, at: Decoding): Member {
  const ref = at.ref("organization-member", user.id);
  return user.email === undefined ? ref : { ...ref, lookup: { email: user.email } };
}
