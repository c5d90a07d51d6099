import type { Body, Id } from "../values.js";

export type Query = Readonly<Record<string, string | number | boolean>>;

/** Where the rows of a kind live and how they are reached. Data: the executor sends, a kind describes. */
export interface Api<Row> {
  /** Below the parent, with the trailing slash: `"feature_flags/"`. */
  readonly path: string;
  /** What the path is relative to. Default: `"project"`, that is `/api/projects/{id}/`. */
  readonly parent?: "project" | "organization";
  /** The scope object of a personal API key: `"feature_flag"` stands for `feature_flag:read` and `feature_flag:write`. */
  readonly scope: string;
  /** Which of PostHog's limits its requests count against. Default: `"crud"`. */
  readonly limit?: "crud" | "analytics";
  /** How the list is cut into pages. Default: `"offset"`. */
  readonly paging?: "offset" | "page" | "cursor" | "none";
  /** The lists to read, one request each (and one per further page); rows are put together by id. Default: one, plain. */
  readonly lists?: readonly Query[];
  /** The list lacks fields: declared rows, and only those, are read once more by id. Default: `false`. */
  readonly detail?: boolean;
  /** How one row is read again. Default: by its URL. `list`: out of the list, for kinds whose GET by id is a write in disguise. */
  readonly rereadBy?: "list";
  /** The row inside an item of the list, where the list is of something around it (the user of a membership). Default: the item. */
  unwrap?(item: object): object;
  /** What stands in a row's URL. Default: `row.id`. */
  address?(row: Row): Id;
  /** How a row goes away: `PATCH {"deleted": true}`, `DELETE`, or not at all. */
  readonly remove: "soft" | "hard" | "never";
  /** The row is always there and there is one of it; `path` is its own. Default: `false`. */
  readonly singleton?: boolean;
  /**
   * Body keys that the server merges one level deep: of those, only the members that differ are sent. A dotted path names
   * a member that is merged in turn: `["config", "config.sources"]`.
   */
  readonly merges?: readonly string[];
  /**
   * The body of an update, a soft deletion or a `forget`, with what must travel with it besides what differs. Given the body
   * about to be sent and the whole one; gives back all that is to be sent. Default: the body as it is.
   */
  always?(body: Body, whole: Body): Body;
  /** Optimistic locking: what an update says about the row it was planned against, given as it was read. Never a secret. */
  lock?(row: Row): Body;
}

/** A collection with no kind of its own, such as link rows. Read whole, once per run, and only if a declared kind uses it. */
export interface Side<R extends object> {
  readonly path: string;
  readonly query?: Query;
  readonly paging?: "offset" | "page" | "cursor" | "none";
  /** The scope object that reading and writing it needs. */
  readonly scope: string;
  /** Never present: carries the type of a row. */
  readonly row?: R;
}

export const collection = <Row>(api: Api<Row>): Api<Row> => api;
export const side = <R extends object>(at: Omit<Side<R>, "row">): Side<R> => at;
