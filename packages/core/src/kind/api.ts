import type { Body, Id } from "../values.js";

export type Query = Readonly<Record<string, string | number | boolean>>;

/** Where the rows of a kind live and how they are reached. Data: the executor sends, a kind describes. */
export interface Api<Row> {
  /**
   * Below the parent, with the trailing slash: `"feature_flags/"`.
   *
   * @readBy the executor, for every request; a row's URL is the path and `address`.
   * @otherwise 404: the kind's rows cannot be read, `request-refused`.
   */
  readonly path: string;
  /**
   * What the path is relative to. Default: `"project"`, that is `/api/projects/{id}/`.
   *
   * @readBy the executor, for every request.
   * @otherwise 404, as a wrong path.
   */
  readonly parent?: "project" | "organization";
  /**
   * The scope object of a personal API key: `"feature_flag"` stands for `feature_flag:read` and `feature_flag:write`.
   *
   * @readBy `doctor`; the executor, to name what is missing when PostHog answers 403.
   * @otherwise `doctor` asks for a scope that does not help, and a 403 names the wrong one.
   */
  readonly scope: string;
  /**
   * Which of PostHog's limits its requests count against. Default: `"crud"`.
   *
   * @readBy the client's limiter, and the forecast of a plan.
   * @otherwise `crud` where PostHog counts `analytics`: 429s, which are waited for.
   */
  readonly limit?: "crud" | "analytics";
  /**
   * How the list is cut into pages. Default: `"offset"`.
   *
   * @readBy the client, which reads a list to its end.
   * @otherwise a list that ends too early: rows look gone, and are created a second time.
   */
  readonly paging?: "offset" | "page" | "cursor" | "none";
  /**
   * The lists to read, one request each (and one per further page); rows are put together by id. Default: one, plain.
   *
   * @readBy the executor, once per run.
   * @otherwise rows that are in none of the lists are never found: they are created again.
   */
  readonly lists?: readonly Query[];
  /**
   * The list lacks fields: declared rows, and only those, are read once more by id. Default: `false`.
   *
   * @readBy the executor, after the lists, for rows of definitions; `pull`, for each row.
   * @otherwise `false` where the list lacks fields: those look empty, and are a difference for ever.
   */
  readonly detail?: boolean;
  /**
   * How one row is read again. Default: by its URL. `list`: out of the list, for kinds whose GET by id is a write in disguise.
   *
   * @readBy the executor, after a lost answer and before a join.
   * @otherwise a GET by id that writes, or one that PostHog does not have.
   */
  readonly rereadBy?: "list";
  /**
   * The row inside an item of the list, where the list is of something around it (the user of a membership). Default: the item.
   *
   * @calledBy the executor, for each item of a list, before anything else.
   * @must give an object.
   * @otherwise without an `id`: the row is nobody's.
   */
  unwrap?(item: object): object;
  /**
   * What stands in a row's URL. Default: `row.id`.
   *
   * @calledBy the planner, once for each row that was read.
   * @must tell by the row alone.
   * @otherwise a wrong one: 404, which counts as gone already in a deletion.
   */
  address?(row: Row): Id;
  /**
   * How a row goes away: `PATCH {"deleted": true}`, `DELETE`, or not at all.
   *
   * @readBy the planner, for prune and replacements; the testkit.
   * @otherwise `hard` where PostHog has soft deletion: 405, and nothing is deleted.
   */
  readonly remove: "soft" | "hard" | "never";
  /**
   * The row is always there and there is one of it; `path` is its own. Default: `false`.
   *
   * @readBy everything that pairs, creates or deletes: there is nothing of it to do.
   */
  readonly singleton?: boolean;
  /**
   * Body keys that the server merges one level deep: of those, only the members that differ are sent. A dotted path names
   * a member that is merged in turn: `["config", "config.sources"]`.
   *
   * @readBy the planner, for the body of an update.
   * @otherwise left out: members that others changed meanwhile are written over. Named without need: what is taken
   * out of a file stays.
   */
  readonly merges?: readonly string[];
  /**
   * The body of an update, a soft deletion or a `forget`, with what must travel with it besides what differs. Given the body
   * about to be sent and the whole one; gives back all that is to be sent. Default: the body as it is.
   *
   * @calledBy the planner, for each update, soft deletion and `forget`; the executor, for a PATCH of joins alone.
   * @must give the body, and what goes with it; add nothing to an empty one.
   * @otherwise what it leaves out is not sent.
   */
  always?(body: Body, whole: Body): Body;
  /**
   * Optimistic locking: what an update says about the row it was planned against, given as it was read. Never a secret.
   *
   * @calledBy the executor, for each PATCH that is not of joins alone, with the row that the plan was made of.
   * @must be pure, hold no secret.
   * @otherwise a guard that PostHog does not know: nothing is guarded. One that is wrong: 409, `conflict`.
   */
  lock?(row: Row): Body;
}

/** A collection with no kind of its own, such as link rows. Read whole, once per run, and only if a declared kind uses it. */
export interface Side<R extends object> {
  /**
   * @readBy the executor, below the project.
   * @otherwise 404: the plan stops, `request-refused`.
   */
  readonly path: string;
  /**
   * @readBy the executor, with the list.
   */
  readonly query?: Query;
  /**
   * @readBy as `Api.paging`.
   * @otherwise links look gone, and are made a second time.
   */
  readonly paging?: "offset" | "page" | "cursor" | "none";
  /**
   * The scope object that reading and writing it needs.
   *
   * @readBy as `Api.scope`.
   * @otherwise as `Api.scope`.
   */
  readonly scope: string;
  /**
   * Never present: carries the type of a row.
   *
   * @readBy nobody: it has a type and never a value.
   */
  readonly row?: R;
}

export const collection = <Row>(api: Api<Row>): Api<Row> => api;
export const side = <R extends object>(at: Omit<Side<R>, "row">): Side<R> => at;
