import type { Json } from "../json.js";
import type { Call } from "./call.js";
import { notFound } from "./errors.js";

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

/** A page of page-number paging: `?page=2`, of a size that the request cannot choose. */
export function numberedPage<T>(call: Call, items: readonly T[], show: (item: T) => Json, size: number): Json {
  const number = wholeNumber(call.query.get("page"), 1) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  if (number > last) throw notFound("Invalid page.");
  const at = (other: number): string => {
    const url = new URL(call.url);
    if (other > 1) url.searchParams.set("page", String(other));
    else url.searchParams.delete("page");
    return url.href;
  };
  return {
    count: items.length,
    next: number < last ? at(number + 1) : null,
    previous: number > 1 ? at(number - 1) : null,
    results: items.slice((number - 1) * size, number * size).map(show),
  };
}

/** A number in a query string; `undefined` where there is none that counts. */
export function wholeNumber(text: string | null, min: number): number | undefined {
  return text !== null && /^\d+$/.test(text) && Number(text) >= min ? Number(text) : undefined;
}

function link(current: URL, limit: number, offset: number): string {
  const url = new URL(current);
  url.searchParams.set("limit", String(limit));
  if (offset > 0) url.searchParams.set("offset", String(offset));
  else url.searchParams.delete("offset");
  return url.href;
}
