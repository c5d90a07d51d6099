import type { Acted, ErrorDetails, ErrorKind } from "./error-kinds.js";
import { codeOf, hintOf, type ErrorCode } from "./problems.js";
import type { Method } from "./request.js";

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
