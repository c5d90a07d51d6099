export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** PostHog counts requests by class: `analytics` is every call on insights and on session recording playlists, `crud` the rest. */
export type RequestClass = "crud" | "analytics";

/** An array repeats its parameter; `undefined` leaves it out. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
export type QueryValue = string | number | boolean;

/** Where a path starts: `/api/projects/{id}/`, `/api/organizations/{id of the project's}/`, `/api/`. */
export type Scope = "project" | "organization" | "root";

interface Target {
  /** Relative to its scope, without a leading slash: `feature_flags/`. */
  readonly path: string;
  readonly query?: Query;
  /** Default `project`. */
  readonly scope?: Scope;
  /** Default `crud`. */
  readonly class?: RequestClass;
}

export interface SendRequest extends Target {
  readonly method: Method;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether sending it twice does what sending it once does, so that it may be repeated when its answer is lost. GET always is. Default false. */
  readonly idempotent?: boolean;
  /**
   * Milliseconds, for an answer that is worth no wait: the request is sent once, now or not at all as far as PostHog's
   * limits go, and given up after so long. Default: it is waited for and tried again, as the options of the client say.
   */
  readonly within?: number;
}

export interface ListRequest<T> extends Target {
  /**
   * How the list is cut up. `offset`: by `limit` and `offset`; `page`: by `page`; `cursor`: by an opaque cursor;
   * `none`: not at all. All pages are found by following `next`.
   */
  readonly paging: "offset" | "page" | "cursor" | "none";
  /** Rows per page. Default 1,000 for `offset`, else the server's, which most lists of the other sorts do not let one choose. */
  readonly pageSize?: number;
  /** What a row is known by, so that one seen on two pages comes once. Default: its `id`. A row without one is kept. */
  readonly idOf?: (row: T) => string | number | undefined;
}

export function searchOf(query: Query = {}): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search;
}
