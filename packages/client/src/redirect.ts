import type { Method } from "./request.js";
import type { Exchange } from "./transport.js";

const STATUSES = new Set([301, 302, 303, 307, 308]);

/** Where a redirect leads, if the key may go there: a GET, to the same scheme, name and port. */
export function sameOriginTarget(exchange: Exchange, method: Method, from: URL): URL | undefined {
  if (method !== "GET" || !exchange.answered || !STATUSES.has(exchange.status)) return undefined;
  const location = exchange.headers.get("location");
  if (location === null || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  return target.origin === from.origin ? target : undefined;
}
