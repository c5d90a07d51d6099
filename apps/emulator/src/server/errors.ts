import type { Json } from "../json.js";

export type ErrorType =
  "validation_error" | "invalid_request" | "authentication_error" | "throttled_error" | "server_error";

/** A refusal in PostHog's envelope: `{type, code, detail, attr}`, with only the first problem (common error shape). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly type: ErrorType,
    readonly code: string,
    readonly detail: string,
    readonly attr: string | null = null,
    headers: Record<string, string> = {},
  ) {
    super(detail);
    this.headers = headers;
  }

  get body(): Json {
    return { type: this.type, code: this.code, detail: this.detail, attr: this.attr };
  }
}

/** A refusal outside the envelope: some actions answer `{"error": …}`, `{"detail": …}` or nothing at all. */
export class RawError extends Error {
  override readonly name = "RawError";
  constructor(
    readonly status: number,
    readonly body?: Json,
  ) {
    super(`HTTP ${status}`);
  }
}

/** By name: a third party's resource may throw those of a copy of its own. */
export const isApiError = (error: unknown): error is ApiError => error instanceof Error && error.name === "ApiError";
export const isRawError = (error: unknown): error is RawError => error instanceof Error && error.name === "RawError";

/** 400 of a serializer. The framework's own code `invalid` is shown as `invalid_input`. */
export function invalid(detail: string, attr: string | null = null, code = "invalid_input"): ApiError {
  return new ApiError(400, "validation_error", code, detail, attr);
}

export const notFound = (detail = "Not found."): ApiError => new ApiError(404, "invalid_request", "not_found", detail);

/** 403: the envelope's type is `authentication_error` here too. */
export const forbidden = (detail: string): ApiError =>
  new ApiError(403, "authentication_error", "permission_denied", detail);

export const parseError = (detail: string): ApiError => new ApiError(400, "invalid_request", "parse_error", detail);

export const methodNotAllowed = (method: string): ApiError =>
  new ApiError(405, "invalid_request", "method_not_allowed", `Method "${method}" not allowed.`);

/** 405 with an empty body: how resources that can only be deleted softly answer DELETE. */
export const hardDeleteForbidden = (): RawError => new RawError(405);

/** 402: the plan does not include it. */
export const paymentRequired = (): ApiError =>
  new ApiError(
    402,
    "server_error",
    "payment_required",
    "This feature is part of the premium PostHog offering. Self-hosted licenses are no longer available for purchase. " +
      "Please contact sales@posthog.com to discuss options.",
  );

/** What an unhandled failure looks like from outside. */
export const serverError = (): ApiError => new ApiError(500, "server_error", "error", "A server error occurred.");

/** Every 401 names the scheme (RFC 9728 form of 2026 builds). */
export function unauthenticated(code: "not_authenticated" | "authentication_failed", detail: string): ApiError {
  return new ApiError(401, "authentication_error", code, detail, null, {
    "WWW-Authenticate": 'Bearer resource_metadata="http://localhost/.well-known/oauth-protected-resource"',
  });
}
