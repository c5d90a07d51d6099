import type { Logged } from "../activity/logged.js";
import { ownLog } from "../activity/show.js";
import type { Answer } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { hardDeleteForbidden } from "../server/errors.js";
import type { Store } from "../store/store.js";
import type { Document, TableDefinition } from "../store/table.js";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Which rate limit counts a request (common rules: analytics requests have a lower one). */
export type LimitClass = "crud" | "analytics";

/**
 * What a path hangs below: `project` is `/api/projects/{id}/` (and its alias `/api/environments/{id}/`), `organization`
 * is `/api/organizations/{id}/`, `root` is `/api/`.
 */
export type Parent = "project" | "organization" | "root";

/**
 * Answers one request. Handlers are synchronous, so the writes of two requests never interleave. Throw an error of
 * `server/errors` to refuse.
 */
export type Handler = (call: Call) => Answer;

/** One method on one path. */
export interface Route {
  readonly parent: Parent;
  /** Below the parent, without slashes at the ends: `annotations/:id`. */
  readonly path: string;
  readonly method: Method;
  /** `"<object>:read"` or `"<object>:write"`; `undefined`: not open to personal API keys at all. */
  readonly scope: string | undefined;
  readonly limit: LimitClass;
  /** The handler itself checks whether a key that is restricted to projects may come here. */
  readonly checksReach?: boolean;
  readonly handle: Handler;
}

/** A part of the API: its routes, and the tables that it keeps its documents in. */
export interface Resource {
  readonly name: string;
  readonly tables: readonly TableDefinition<Document>[];
  readonly routes: readonly Route[];
  /** What PostHog's activity log says of them. */
  readonly logged?: readonly Logged[];
  /** Puts in what a new instance has of this resource. */
  readonly seed?: ((store: Store) => void) | undefined;
}

interface ActionDefinition {
  /** `item`: `<path>/:id/<name>`; `collection`: `<path>/<name>`. */
  readonly on: "item" | "collection";
  readonly methods: readonly Method[];
  /** `"read"` and `"write"` mean the resource's own scope; `"none"` is not open to keys; else a full scope. */
  readonly scope: "read" | "write" | "none" | (string & {});
  readonly handle: Handler;
}

export interface ResourceDefinition {
  /** The path below its parent, and the name in messages: `annotations`. */
  readonly path: string;
  /** Default: `project`. */
  readonly parent?: Parent;
  /** The scope object of personal API keys: `annotation`. */
  readonly scope: string;
  /** Default: `crud`. */
  readonly limit?: LimitClass;
  readonly tables?: readonly TableDefinition<Document>[];
  /** `GET <path>/` */
  readonly list?: Handler;
  /** `POST <path>/` */
  readonly create?: Handler;
  /** `GET <path>/:id/` */
  readonly retrieve?: Handler;
  /** `PATCH <path>/:id/`, and `PUT` too unless `put` says otherwise. */
  readonly update?: Handler;
  readonly put?: Handler;
  /** `DELETE <path>/:id/`; `"forbidden"` answers 405 with an empty body, as resources with soft deletion do. */
  readonly destroy?: Handler | "forbidden";
  /**
   * Models that PostHog's activity log speaks of. Every write leaves an entry there, and those with a log of their own
   * answer `GET <path>/activity/` and `<path>/:id/activity/`. Default: none.
   */
  readonly logged?: readonly Logged[];
  /** Further routes, by their last path segment. */
  readonly actions?: Readonly<Record<string, ActionDefinition>>;
  /** Puts in what a new instance has of this resource. */
  readonly seed?: (store: Store) => void;
  /** Routes that fit none of the above. */
  readonly routes?: readonly Route[];
}

/**
 * Declares a resource in PostHog's usual form: a collection, its items, and actions on both. Used for every resource
 * of the emulator, and by third parties for their own (`createEmulator({ resources: [...] })`).
 */
export function defineResource(definition: ResourceDefinition): Resource {
  const { path, parent = "project", scope, limit = "crud", actions = {} } = definition;
  const routes: Route[] = [];
  const add = (suffix: string, method: Method, kind: string, handle: Handler | undefined) => {
    if (handle) routes.push({ parent, path: path + suffix, method, scope: scopeOf(scope, kind), limit, handle });
  };
  for (const { scope: model, find } of definition.logged ?? []) {
    if (!find) continue;
    const one: Handler = (call) => ownLog(call, { scope: model, item_id: String(find(call).id) });
    add("/activity", "GET", "activity_log:read", (call) => ownLog(call, { scope: model }));
    add("/:id/activity", "GET", "activity_log:read", one);
  }
  // Actions come first: `annotations/bulk` must not be taken for the item with the id `bulk`.
  for (const [name, action] of Object.entries(actions)) {
    const suffix = action.on === "item" ? `/:id/${name}` : `/${name}`;
    for (const method of action.methods) add(suffix, method, action.scope, action.handle);
  }
  const destroy = definition.destroy === "forbidden" ? refuseHardDelete : definition.destroy;
  add("", "GET", "read", definition.list);
  add("", "POST", "write", definition.create);
  add("/:id", "GET", "read", definition.retrieve);
  add("/:id", "PATCH", "write", definition.update);
  add("/:id", "PUT", "write", definition.put ?? definition.update);
  add("/:id", "DELETE", "write", destroy);
  const { tables = [], routes: more = [], logged = [], seed } = definition;
  return { name: path, tables, routes: [...routes, ...more], logged, seed };
}

const refuseHardDelete: Handler = () => {
  throw hardDeleteForbidden();
};

function scopeOf(object: string, kind: string): string | undefined {
  if (kind === "none") return undefined;
  return kind === "read" || kind === "write" ? `${object}:${kind}` : kind;
}
