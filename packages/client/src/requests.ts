import { isPlain } from "@posthog-definitions/core";
import type { Call } from "./answer.js";
import { PostHogError } from "./errors.js";
import { fetchAll } from "./list.js";
import { searchOf, type ListRequest, type Scope, type SendRequest } from "./request.js";
import type { Sender } from "./send.js";

export interface RequestsOptions {
  readonly origin: string;
  readonly project: string;
  readonly sender: Sender;
  readonly scrub: (text: string) => string;
}

export interface Requests {
  send<T>(request: SendRequest): Promise<T>;
  list<T>(request: ListRequest<T>): Promise<T[]>;
}

/** Gives a project's requests their addresses, and lists their pages. */
export function createRequests({ origin, project, sender, scrub }: RequestsOptions): Requests {
  let organization: Promise<string> | undefined;

  /** Not `@current`, which is the organization that the key's owner has open in the browser. */
  function organizationId(): Promise<string> {
    organization ??= dispatch({ method: "GET", path: "" })
      .then((row) => {
        if (isPlain(row) && typeof row.organization === "string") return row.organization;
        throw new PostHogError({
          kind: "unexpected",
          message: `GET /api/projects/${project}/ does not name the project's organization.`,
          details: {},
          method: "GET",
          path: `/api/projects/${project}/`,
        });
      })
      .catch((error: unknown) => {
        organization = undefined;
        throw error;
      });
    return organization;
  }

  async function rootOf(scope: Scope): Promise<string> {
    if (scope === "root") return "/api/";
    if (scope === "project") return `/api/projects/${project}/`;
    return `/api/organizations/${encodeURIComponent(await organizationId())}/`;
  }

  async function dispatch(request: SendRequest, search = searchOf(request.query)): Promise<unknown> {
    const root = await rootOf(request.scope ?? "project");
    const url = new URL(origin + root + request.path);
    // An id from a definition or a row becomes part of a path: none may lead out of the project.
    if (!url.pathname.startsWith(root)) throw new TypeError(`\`${request.path}\` leads out of ${root}`);
    if (url.search !== "" || url.hash !== "") throw new TypeError("A path has no query; give `query`");
    for (const [name, value] of search) url.searchParams.append(name, value);
    const { method } = request;
    const call: Call = {
      method,
      path: url.pathname,
      repeatable: method === "GET" || request.idempotent === true,
      scrub,
    };
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    return sender({ call, url, class: request.class ?? "crud", body, within: request.within });
  }

  return {
    send: async <T>(request: SendRequest) => (await dispatch(request)) as T,
    list: async <T>(request: ListRequest<T>) => {
      const { path, scope, class: name } = request;
      const full = (await rootOf(scope ?? "project")) + path;
      return fetchAll((search) => dispatch({ method: "GET", path, scope, class: name }, search), full, request);
    },
  };
}
