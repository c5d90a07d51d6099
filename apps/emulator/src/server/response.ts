import type { LoggedRequest } from "../control/log.js";
import type { Json } from "../json.js";
import type { Answer } from "./answer.js";
import { isApiError, isRawError, serverError } from "./errors.js";

export function toResponse(answer: Answer, headers: Record<string, string>): Response {
  return respond(answer.status, answer.body, { ...headers, ...answer.headers });
}

/** Anything that is no refusal is a bug of a handler: the caller sees a plain 500, the log entry keeps the cause. */
export function toErrorResponse(error: unknown, headers: Record<string, string>, entry?: LoggedRequest): Response {
  if (isRawError(error)) return respond(error.status, error.body, headers);
  if (isApiError(error)) return respond(error.status, error.body, { ...headers, ...error.headers });
  if (entry) entry.crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return toErrorResponse(serverError(), headers);
}

function respond(status: number, body: Json | undefined, headers: Record<string, string>): Response {
  return body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
}
