import type { Json } from "../json.js";
import type { Call } from "./call.js";

/**
 * A page of limit/offset paging: `{count, next, previous, results}`. Invalid numbers are ignored, there is no maximum,
 * and the links are absolute, built from the request's own host.
 *
 * @param defaultLimit - Items on a page when the request does not say. PostHog's default is 100.
 */
export function page<T>(call: Call, items: readonly T[], show: (item: T) => Json, defaultLimit = 100): Json {
  const limit = wholeNumber(call.query.get("limit"), 1) ?? defaultLimit;
  const offset = wholeNumber(call.query.get("offset"), 0) ?? 0;
  return {
    count: items.length,
    next: offset + limit < items.length ? link(call.url, limit, offset + limit) : null,
    previous: offset > 0 ? link(call.url, limit, offset - limit) : null,
    results: items.slice(offset, offset + limit).map(show),
  };
}

function wholeNumber(text: string | null, min: number): number | undefined {
  return text !== null && /^\d+$/.test(text) && Number(text) >= min ? Number(text) : undefined;
}

function link(current: URL, limit: number, offset: number): string {
  const url = new URL(current);
  url.searchParams.set("limit", String(limit));
  if (offset > 0) url.searchParams.set("offset", String(offset));
  else url.searchParams.delete("offset");
  return url.href;
}
