import { keys, users, type KeyDocument, type UserDocument } from "../accounts/tables.js";
import type { Store } from "../store/store.js";
import { unauthenticated } from "./errors.js";

/** Who sent a request: the personal API key that it carried, or a person at the UI. */
export type Credentials =
  | { readonly kind: "key"; readonly user: UserDocument; readonly key: KeyDocument }
  | { readonly kind: "session"; readonly user: UserDocument };

/**
 * Finds the personal API key of a request: `Authorization: Bearer …`, else the body's `personal_api_key`, else the
 * query string's. Only the first candidate is tried. Public tokens (`phc_…`) are no keys.
 *
 * @throws 401 when there is none, or it is unknown.
 */
export function authenticate(store: Store, headers: Headers, rawBody: string, query: URLSearchParams): Credentials {
  const [source, value] = findKey(headers, rawBody, query);
  if (value === undefined) {
    throw unauthenticated("not_authenticated", "Authentication credentials were not provided.");
  }
  const key = store.table(keys).where({ value })[0];
  const user = key && store.table(users).get(key.user);
  if (!key || !user) {
    throw unauthenticated("authentication_failed", `Personal API key found in request ${source} is invalid.`);
  }
  return { kind: "key", user, key };
}

function findKey(headers: Headers, rawBody: string, query: URLSearchParams): [string, string | undefined] {
  const bearer = /^Bearer\s+(\S.*)$/.exec(headers.get("authorization") ?? "");
  if (bearer) return ["Authorization header", bearer[1]!.trim()];
  const inBody = keyInBody(rawBody);
  if (inBody !== undefined) return ["body", inBody];
  return ["query string", query.get("personal_api_key") ?? undefined];
}

function keyInBody(rawBody: string): string | undefined {
  if (!rawBody.includes("personal_api_key")) return undefined;
  try {
    const value: unknown = (JSON.parse(rawBody) as { personal_api_key?: unknown }).personal_api_key;
    return typeof value === "string" ? value : undefined;
  } catch {
    // A body that cannot be read holds no key; the handler reports the body itself.
    return undefined;
  }
}
