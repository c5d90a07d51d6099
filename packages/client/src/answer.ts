import { isPlain, pathText } from "@posthog-definitions/core";
import { attrPath } from "./attr.js";
import type { Conflict, ErrorDetails, ErrorKind } from "./error-kinds.js";
import { PostHogError } from "./errors.js";
import type { Method } from "./request.js";
import { retryAfter } from "./retry-after.js";
import type { Exchange } from "./transport.js";
import { text, wordsOf } from "./words.js";

/** The request that an answer is read for. */
export interface Call {
  readonly method: Method;
  /** From the root of the host, without the query. */
  readonly path: string;
  /** It does no harm to send it twice. */
  readonly repeatable: boolean;
  /** Takes the key out of a text, should a server repeat it. */
  readonly scrub: (text: string) => string;
}

export type Reading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: PostHogError };

type Answer = Extract<Exchange, { answered: true }>;
type Fields = Readonly<Record<string, unknown>>;

/** Makes a value or an error of what came back. `now`: milliseconds since the epoch. */
export function readExchange(exchange: Exchange, call: Call, now: number): Reading {
  if (!exchange.answered) return { ok: false, error: withoutAnswer(exchange, call) };
  const json = parse(exchange.text);
  if (exchange.status < 200 || exchange.status > 299) {
    return { ok: false, error: refusal(exchange, json, call, now) };
  }
  if (json !== undefined) return { ok: true, value: json };
  const mayBeEmpty = exchange.status === 204 || call.method === "DELETE";
  if (mayBeEmpty && exchange.text.trim() === "") return { ok: true, value: undefined };
  return { ok: false, error: failure(exchange, json, call, "notJson", {}) };
}

function refusal(answer: Answer, json: unknown, call: Call, now: number): PostHogError {
  const { status, headers } = answer;
  const fail = <K extends ErrorKind>(kind: K, details: ErrorDetails[K]) => failure(answer, json, call, kind, details);
  const body = isPlain(json) ? json : undefined;
  const detail = text(body?.detail) ?? "";

  // These mean the same whoever says them.
  if (status === 429) return fail("rateLimited", { seconds: retryAfter(headers, detail, now) ?? 0 });
  if (isGateway(status) && !call.repeatable) return fail("lost", { reason: String(status) });
  if (status >= 500) return fail("server", {});
  if (status < 400) return fail("redirected", targetOf(headers, call));
  // Of a row that can only be deleted softly, with an empty body. Source: PostHog/posthog: posthog/api/forbid_destroy_model.py.
  if (status === 405) return fail("methodNotAllowed", {});

  // These are believed in PostHog's own form alone: above all, a 404 of some other server is not "no such row".
  if (!body) return fail("notJson", {});
  switch (status) {
    case 400:
      return fail("validation", { serverCode: text(body.code) ?? "", at: attrPath(body.attr) });
    case 401:
      return fail("unauthenticated", {});
    case 402:
      return fail("paymentRequired", {});
    case 403: {
      const scope = missingScope(detail);
      return scope ? fail("missingScope", { scope }) : fail("noAccess", { what: forbidden(detail) });
    }
    case 404:
      return fail("notFound", { what: missing(detail) });
    case 409:
      return fail("conflict", conflictIn(body));
    default:
      return fail("rejected", {});
  }
}

/** A server in front of PostHog could not get its answer (502, 504), or PostHog its database's (503). */
export const isGateway = (status: number): boolean => status >= 502 && status <= 504;

/** Source of the texts: PostHog/posthog: posthog/permissions.py. */
const missingScope = (detail: string): string | undefined =>
  /required scope '([^']+)'/.exec(detail)?.[1] ?? /requires the `([a-z_]+:(?:read|write))` scope/.exec(detail)?.[1];

const forbidden = (detail: string): "project" | "other" =>
  /access to the (?:requested )?project\b/.test(detail) ? "project" : "other";

function missing(detail: string): ErrorDetails["notFound"]["what"] {
  if (detail === "Project not found.") return "project";
  if (detail === "Organization not found.") return "organization";
  return detail === "Endpoint not found." ? "endpoint" : "object";
}

function conflictIn(body: Fields): Conflict {
  if (body.status === "approval_required") {
    const id = body.change_request_id;
    return typeof id === "string" || typeof id === "number"
      ? { reason: "approval", changeRequest: String(id) }
      : { reason: "approval" };
  }
  if (!("current_version" in body)) return { reason: "changed" };
  const fields = [body.conflicting_fields, body.conflicting_metric_uuids].flat();
  return {
    reason: "version",
    currentVersion: body.current_version,
    fields: fields.filter((field) => typeof field === "string"),
  };
}

/** The host alone: the rest of the address may hold the path and query of a sign-in page. */
function targetOf(headers: Headers, call: Call): ErrorDetails["redirected"] {
  const location = headers.get("location") ?? "";
  return URL.canParse(location) ? { target: call.scrub(new URL(location).host) } : {};
}

function failure<K extends ErrorKind>(
  answer: Answer,
  json: unknown,
  call: Call,
  kind: K,
  details: ErrorDetails[K],
): PostHogError<K> {
  const { status } = answer;
  const { method, path } = call;
  const detail = call.scrub(wordsOf(json, answer.text));
  const field = "at" in details && details.at.length > 0 ? ` (field \`${pathText(details.at)}\`)` : "";
  const message = `${method} ${path} was answered with ${status}${detail === "" ? "" : `: ${detail}`}${field}`;
  // A refusal did nothing. A success that cannot be read did something; a failure may have, half-way.
  const unknown = method !== "GET" && (status < 300 || status >= 500);
  return new PostHogError<K>({
    kind,
    message,
    details,
    method,
    path,
    status,
    detail: text(detail),
    acted: unknown ? "unknown" : "no",
  });
}

function withoutAnswer(exchange: Extract<Exchange, { answered: false }>, call: Call): PostHogError {
  const { method, path } = call;
  const acted = method === "GET" ? "no" : exchange.acted;
  const what = `${method} ${path}`;
  if (exchange.reason === "cancelled") return cancelled(call, acted);
  const reason = call.scrub(exchange.reason);
  const happened = {
    no: `PostHog did not answer ${what} (${reason}).`,
    unknown: `The answer to ${what} was lost (${reason}): it may have worked.`,
  };
  return new PostHogError({ kind: "lost", message: happened[acted], details: { reason }, method, path, acted });
}

export function cancelled({ method, path }: Call, acted: "no" | "unknown"): PostHogError<"cancelled"> {
  return new PostHogError({
    kind: "cancelled",
    message: `${method} ${path} was cancelled.`,
    details: {},
    method,
    path,
    acted,
  });
}

/** `undefined` stands for "no JSON", which no JSON text parses to. */
function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
