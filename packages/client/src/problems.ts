import type { CatalogueCode } from "@posthog-definitions/core";
import type { Acted, ErrorDetails, ErrorKind } from "./error-kinds.js";
import { isCertificateProblem } from "./system-code.js";

export type ErrorCode = CatalogueCode | "cancelled";

interface Problem<K extends ErrorKind> {
  readonly code: ErrorCode | ((details: ErrorDetails[K], acted: Acted) => ErrorCode);
  /** What to do about it. */
  readonly hint?: string | ((details: ErrorDetails[K], acted: Acted) => string | undefined);
}

const apps =
  "The host must be the address of the PostHog app (https://us.posthog.com, https://eu.posthog.com, or your own), and nothing in between may answer in its place.";

/** What each kind of error is called in the catalogue, and what to do about it. */
const problems: { readonly [K in ErrorKind]: Problem<K> } = {
  invalidHost: { code: "host-invalid" },
  insecureHost: { code: "host-invalid" },
  invalidKey: { code: "credentials-kind", hint: "Use a personal API key (phx_…), from PostHog's account settings." },
  invalidProject: { code: "config-invalid", hint: "Use the number in the project's address: /project/12345." },
  unauthenticated: {
    code: "credentials-invalid",
    hint: "Check that the personal API key is whole, not revoked, and of this host: keys of the US and EU clouds differ.",
  },
  missingScope: {
    code: "scope-missing",
    hint: ({ scope }) => `Give the personal API key the scope \`${scope}\`.`,
  },
  noAccess: {
    code: ({ what }) => (what === "project" ? "project-no-access" : "request-refused"),
    hint: ({ what }) =>
      what === "project"
        ? "Check the project's number, and that the key's owner is a member there and the key not limited to other projects."
        : undefined,
  },
  notFound: {
    code: ({ what }) => (what === "project" ? "project-not-found" : "request-refused"),
    hint: ({ what }) =>
      what === "project" ? "Check the project's number, and that the host is of its region (US or EU)." : undefined,
  },
  validation: { code: "request-refused" },
  conflict: {
    code: ({ reason }) => (reason === "approval" ? "request-refused" : "conflict"),
    hint: (conflict) => {
      if (conflict.reason === "approval")
        return "Have the change request approved in PostHog: the row stays as it is until then.";
      const both = conflict.reason === "version" ? conflict.fields : [];
      const what = both.length > 0 ? ` Changed on both sides: ${both.join(", ")}.` : "";
      return `Nothing was overwritten.${what} Plan again to see what it looks like now.`;
    },
  },
  paymentRequired: { code: "request-refused" },
  methodNotAllowed: { code: "request-refused" },
  rejected: { code: "request-refused" },
  rateLimited: {
    code: "rate-limited",
    hint: ({ seconds }) => (seconds > 0 ? `Try again in ${duration(seconds)}.` : "Try again later."),
  },
  server: { code: "server-error", hint: "Try again later." },
  lost: {
    code: (_, acted) => (acted === "unknown" ? "lost-answer" : "unreachable"),
    hint: ({ reason }, acted) => {
      if (acted === "unknown") return "Look whether it worked before you send it again.";
      return isCertificateProblem(reason)
        ? "This machine does not trust the host's certificate. If your company signs its own, set NODE_EXTRA_CA_CERTS to its file."
        : "Check the host and the network.";
    },
  },
  notJson: { code: "not-json", hint: apps },
  unexpected: { code: "server-error" },
  redirected: {
    code: "redirected",
    hint: ({ target }) =>
      target === undefined ? apps : `The key is not sent on to \`${target}\`. If you trust it, make it the host.`,
  },
  cancelled: { code: "cancelled" },
};

export function codeOf<K extends ErrorKind>(kind: K, details: ErrorDetails[K], acted: Acted): ErrorCode {
  const { code } = problems[kind] as Problem<K>;
  return typeof code === "function" ? code(details, acted) : code;
}

export function hintOf<K extends ErrorKind>(kind: K, details: ErrorDetails[K], acted: Acted): string | undefined {
  const { hint } = problems[kind] as Problem<K>;
  return typeof hint === "function" ? hint(details, acted) : hint;
}

function duration(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
