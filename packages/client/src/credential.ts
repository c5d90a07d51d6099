/**
 * What a token is, by its prefix. Only `personal` and `oauth` open the private API; `unknown` may too, since old
 * personal keys have no prefix.
 */
export type CredentialType = "personal" | "project-token" | "project-secret" | "oauth" | "unknown";

const prefixes: Readonly<Record<string, CredentialType>> = {
  phx_: "personal",
  phc_: "project-token",
  phs_: "project-secret",
  pha_: "oauth",
};

/** Source: PostHog/posthog: posthog/models/personal_api_key.py and posthog/auth.py. */
export function describeCredential(key: string): CredentialType {
  return prefixes[key.trim().slice(0, 4)] ?? "unknown";
}
