import type { JsonObject } from "../json.js";
import type { Store } from "../store/store.js";
import { users } from "./tables.js";

/** The user object nested in rows (`created_by`, `last_modified_by`, …), or `null`. */
export function basicUser(store: Store, id: number | null): JsonObject | null {
  const user = id === null ? undefined : store.table(users).get(id);
  if (!user) return null;
  const { uuid, distinct_id, first_name, last_name, email } = user;
  return {
    id: user.id,
    uuid,
    distinct_id,
    first_name,
    last_name,
    email,
    is_email_verified: true,
    hedgehog_config: null,
    role_at_organization: null,
  };
}
