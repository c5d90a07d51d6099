import { describeCredential, parseHost } from "@posthog-definitions/client";
import { missingCredentials, type Settings } from "../../project/settings.js";
import { failed, ok, unknown, type Check } from "./check.js";

/** What can be said of host and key without sending anything. The key itself is never repeated. */
export function checkConfiguration(settings: Settings): Check[] {
  const missing = missingCredentials(settings).map(({ code, message, hint }) =>
    failed("configuration", code, message, hint),
  );
  return [hostCheck(settings.host), ...(settings.key === undefined ? [] : [keyCheck(settings.key)]), ...missing];
}

function hostCheck(host: string): Check {
  const parsed = parseHost(host);
  if (!parsed.ok) return failed("host", "host-invalid", parsed.message, parsed.hint);
  return ok("host", `${parsed.origin}${parsed.loopback ? " (this machine)" : ""}`);
}

const PERSONAL = "Use a personal API key (phx_…), from PostHog's account settings.";

function keyCheck(key: string): Check {
  switch (describeCredential(key)) {
    case "personal":
      return ok("key", "a personal API key");
    case "oauth":
      return ok("key", "an OAuth access token, which expires after about an hour");
    case "project-token":
      return failed("key", "credentials-kind", "This is the project token (phc_…), which only sends events.", PERSONAL);
    case "project-secret":
      return failed(
        "key",
        "credentials-kind",
        "This is a project secret key (phs_…), which the private API does not take.",
        PERSONAL,
      );
    case "unknown":
      return unknown("key", "no known prefix: an old personal API key, or none at all");
  }
}
