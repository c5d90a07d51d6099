import type { Path } from "@posthog-definitions/core";
import { codeOf, hintOf, type ErrorCode } from "./problems.js";
import type { Method } from "./request.js";

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

export interface ErrorFields<K extends ErrorKind> {
  readonly kind: K;
  readonly message: string;
  readonly details: ErrorDetails[K];
  readonly method?: Method;
  readonly path?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly hint?: string;
  readonly acted?: Acted;
}

// Not `instanceof`: two copies of this package in one program must know each other's errors.
const BRAND = Symbol.for("posthog-definitions.client-error");

/**
 * The one error that this package throws. It never holds the key, a request's body or query, or another error as its
 * cause (a cause would bring the request's headers along).
 */
export class PostHogError<K extends ErrorKind = ErrorKind> extends Error {
  override readonly name = "PostHogError";
  readonly kind: K;
  /** Stable, from the catalogue of `@posthog-definitions/core`; `cancelled` is no mistake and not in it. */
  readonly code: ErrorCode;
  readonly details: ErrorDetails[K];
  /** Absent where no request was made. */
  readonly method?: Method;
  /** From the root of the host, without the query: `/api/projects/1/feature_flags/`. */
  readonly path?: string;
  /** The answer's status, if there was an answer. */
  readonly status?: number;
  /** PostHog's own words, at most 1,000 characters. */
  readonly detail?: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly acted: Acted;

  constructor(fields: ErrorFields<K>) {
    super(fields.message);
    this.kind = fields.kind;
    this.acted = fields.acted ?? "no";
    this.code = codeOf(fields.kind, fields.details, this.acted);
    this.hint = fields.hint ?? hintOf(fields.kind, fields.details, this.acted);
    this.details = fields.details;
    this.method = fields.method;
    this.path = fields.path;
    this.status = fields.status;
    this.detail = fields.detail;
    Object.defineProperty(this, BRAND, { value: 1, enumerable: false });
  }

  /** The same error, where an earlier attempt at the same request may have acted. */
  afterUnknown(): PostHogError<K> {
    return new PostHogError({ ...this.toJSON(), hint: undefined, acted: "unknown" });
  }

  toJSON(): ErrorFields<K> & { readonly code: ErrorCode } {
    const { kind, code, message, details, method, path, status, detail, hint, acted } = this;
    return { kind, code, message, details, method, path, status, detail, hint, acted };
  }
}

/** {@link PostHogError} as a union, so that testing `kind` tells the type of `details`. */
export type AnyPostHogError = { [K in ErrorKind]: PostHogError<K> }[ErrorKind];

export function isPostHogError(error: unknown): error is AnyPostHogError {
  return typeof error === "object" && error !== null && BRAND in error;
}
