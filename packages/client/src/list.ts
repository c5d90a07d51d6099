import { isPlain } from "@posthog-definitions/core";
import { PostHogError } from "./errors.js";
import { searchOf, type ListRequest } from "./request.js";

const PAGE_SIZE = 1000;
const MOST_PAGES = 1000;

/** Fetches one page of a list, by its query. */
export type FetchPage = (search: URLSearchParams) => Promise<unknown>;

/**
 * All rows of a list, each once, in the order of their first showing and as last seen. Follows `next`, never `count`,
 * which is a lower bound for some lists. A list that cannot be read to its end is an error: what is missing from half a
 * list would be taken for absent, and created again.
 */
export async function fetchAll<T>(fetchPage: FetchPage, path: string, request: ListRequest<T>): Promise<T[]> {
  const rows = new Map<unknown, T>();
  const idOf = request.idOf ?? ownId;
  const seen = new Set<string>();
  let search = firstSearch(request);

  for (;;) {
    seen.add(search.toString());
    const page = readPage<T>(await fetchPage(search), path);
    const before = rows.size;
    // A row without an id is its own key, and so is never taken for another.
    for (const row of page.rows) rows.set(idOf(row) ?? row, row);
    if (page.next === undefined) return [...rows.values()];
    if (request.paging === "none") throw unreadable(path, "it has further pages, which it should not have");
    search = page.next;
    const repeats = seen.has(search.toString()) || rows.size === before || seen.size === MOST_PAGES;
    if (repeats) throw unreadable(path, "its pages do not come to an end");
  }
}

function firstSearch(request: ListRequest<never>): URLSearchParams {
  const search = searchOf(request.query);
  const size = request.pageSize ?? (request.paging === "offset" ? PAGE_SIZE : undefined);
  if (size !== undefined) search.set("limit", String(size));
  return search;
}

function readPage<T>(answer: unknown, path: string): { rows: readonly T[]; next?: URLSearchParams } {
  if (Array.isArray(answer)) return { rows: answer as T[] };
  if (!isPlain(answer) || !Array.isArray(answer.results)) throw unreadable(path, "the answer has no `results`");
  const rows = answer.results as T[];
  if (answer.next === undefined || answer.next === null) return { rows };
  // Of the link only the query counts: behind a proxy it may name another host, scheme or path.
  const base = "https://any.invalid";
  if (typeof answer.next !== "string" || !URL.canParse(answer.next, base)) {
    throw unreadable(path, "its `next` is no link");
  }
  return { rows, next: new URL(answer.next, base).searchParams };
}

function ownId(row: unknown): string | number | undefined {
  const id = isPlain(row) ? row.id : undefined;
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

function unreadable(path: string, why: string): PostHogError<"unexpected"> {
  return new PostHogError({
    kind: "unexpected",
    message: `The list ${path} cannot be read: ${why}.`,
    details: {},
    method: "GET",
    path,
  });
}
