import type { Path } from "@posthog-definitions/core";

type Nothing = Readonly<Record<string, never>>;

/** What can go wrong, and what is known about it beside the fields that every error has. */
export interface ErrorDetails {
  /** The host cannot be the address of a PostHog app. */
  invalidHost: Nothing;
  /** Plain http to another machine. */
  insecureHost: Nothing;
  /** The key is empty, has characters that no header can carry, or is a token that this API never takes. */
  invalidKey: Nothing;
  /** The project is neither a number nor `@current`. */
  invalidProject: Nothing;
  /** 401. */
  unauthenticated: Nothing;
  /** 403 for want of a scope: `feature_flag:write`. */
  missingScope: { readonly scope: string };
  /** Any other 403. `project`: it is the whole project that the key may not see. */
  noAccess: { readonly what: "project" | "other" };
  /** 404 in PostHog's own words, hence reliable: any other page of that status is `notJson`. */
  notFound: { readonly what: "project" | "organization" | "endpoint" | "object" };
  /** 400. `serverCode`: PostHog's code, `invalid_input`. `at`: where in the body, empty if it is about the whole. */
  validation: { readonly serverCode: string; readonly at: Path };
  conflict: Conflict;
  /** 402: the organization's plan does not include it. */
  paymentRequired: Nothing;
  /** 405. */
  methodNotAllowed: Nothing;
  /** Any other status below 500 that is no success. */
  rejected: Nothing;
  /** 429, or a wait for it that is not worth while. `seconds`: until PostHog takes requests again; 0 if it does not say. */
  rateLimited: { readonly seconds: number };
  /** 5xx in answer to a request that may be repeated (after it was), or 500 to any. */
  server: Nothing;
  /** No answer from PostHog came back. `reason`: `ECONNRESET`, `timeout`, `502`. */
  lost: { readonly reason: string };
  /** The answer is no JSON: something else than PostHog gave it. */
  notJson: Nothing;
  /** JSON, but not of the form it must have: a list that is none, or whose pages do not end. */
  unexpected: Nothing;
  /** The host sends us elsewhere. `target`: the host it names, if it names one. */
  redirected: { readonly target?: string };
  /** `stop()` or the abort signal came first. */
  cancelled: Nothing;
}

/**
 * 409. `changed`: somebody changed the row since it was read. `version`: the version sent is not the present one
 * (`currentVersion`). `approval`: a person must approve the change; the row is as it was.
 */
export type Conflict =
  | { readonly reason: "changed" }
  | { readonly reason: "version"; readonly currentVersion: unknown; readonly fields: readonly string[] }
  | { readonly reason: "approval"; readonly changeRequest?: string };

export type ErrorKind = keyof ErrorDetails;

/**
 * Whether the request may have changed something on the server. `no`: certainly not, it can be sent again.
 * `unknown`: it may have; look before sending it again.
 */
export type Acted = "no" | "unknown";
