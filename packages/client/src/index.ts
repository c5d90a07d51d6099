/** PostHog's REST API over HTTP: authentication, retries, rate limits, paging, typed errors. Knows no kind. */
export { createClient, type ClientOptions, type Forecast, type ForecastRequest, type PostHogClient } from "./client.js";
export { systemClock, type Clock } from "./clock.js";
export { describeCredential, type CredentialType } from "./credential.js";
export type { Acted, Conflict, ErrorDetails, ErrorKind } from "./error-kinds.js";
export { isPostHogError, PostHogError, type AnyPostHogError, type ErrorFields } from "./errors.js";
export type { EventHook, RequestCounts, RequestEvent } from "./events.js";
export { parseHost, type ParsedHost } from "./host.js";
export { posthogLimits, type Limit, type Limits } from "./limits.js";
export type { ErrorCode } from "./problems.js";
export type { ListRequest, Method, Query, QueryValue, RequestClass, Scope, SendRequest } from "./request.js";
