import { isPostHogError, type PostHogClient } from "@posthog-definitions/client";
import type { Resolved } from "@posthog-definitions/core/kind";
import { failed, ok, unknown, type Check } from "./check.js";

/** What PostHog calls an admin; owners have more. Source: PostHog/posthog: posthog/models/organization.py. */
const ADMIN = 8;

/** What the project says about whoever asks. */
interface Project {
  readonly effective_membership_level?: number | null;
  readonly user_access_level?: string | null;
}

/**
 * Which declared fields the owner of the key may not write, because PostHog keeps them for admins. A request with one
 * such field is refused whole. Kinds tell which fields those are; nothing is asked where none is declared.
 */
export async function checkRights(client: PostHogClient, definitions: readonly Resolved[]): Promise<Check[]> {
  const restricted = definitions.flatMap(({ kind, spec, address }) => {
    const fields = kind.adminOnly?.(spec) ?? [];
    return fields.length > 0 ? [{ address, fields: fields.map((path) => path.join(".")) }] : [];
  });
  if (restricted.length === 0) return [];
  const admin = await isAdmin(client);
  return restricted.map(({ address, fields }) => {
    if (admin === true) return ok(address, "the key's owner is an admin of the project");
    const which = fields.join(", ");
    if (admin === undefined) return unknown(address, `needs an admin of the project, for ${which}`);
    return failed(
      address,
      "not-permitted",
      `The key's owner is no admin of the project, and only admins may change: ${which}.`,
      "Use the key of an admin, have its owner made one, or take these fields out.",
    );
  });
}

/** `undefined` where PostHog does not say. */
async function isAdmin(client: PostHogClient): Promise<boolean | undefined> {
  try {
    const project = await client.send<Project>({ method: "GET", path: "" });
    if (typeof project.effective_membership_level === "number") return project.effective_membership_level >= ADMIN;
    return typeof project.user_access_level === "string" ? project.user_access_level === "admin" : undefined;
  } catch (thrown) {
    if (isPostHogError(thrown) && thrown.code !== "cancelled") return undefined;
    throw thrown;
  }
}
