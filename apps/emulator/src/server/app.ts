import { Hono, type Context } from "hono";
import { ActivityRecorder } from "../activity/record.js";
import type { LoggedRequest } from "../control/log.js";
import type { RateLimits } from "../control/limits.js";
import type { Resource, Route } from "../resources/define.js";
import type { Written } from "../store/store.js";
import type { Answer } from "./answer.js";
import { Call, type Instance } from "./call.js";
import { authenticate, type Credentials } from "./credentials.js";
import { deprecationHeaders, withoutEnvironments } from "./environments.js";
import { forbidden, methodNotAllowed, notFound } from "./errors.js";
import { permit } from "./permissions.js";
import { toResponse, toErrorResponse } from "./response.js";

/** What the server is told about a request beside the request itself. */
export interface Environment {
  /** The body was read before, for the log. */
  readonly rawBody: string;
  /** Set for a person in the UI, who needs no key and is not limited. */
  readonly credentials?: Credentials;
  /** Completed as the request goes its way. */
  readonly entry?: LoggedRequest;
}

type AppContext = Context<{ Bindings: Environment }>;
export type App = Hono<{ Bindings: Environment }>;

const prefixes = { project: "/api/projects/:parent/", organization: "/api/organizations/:parent/", root: "/api/" };

/** The REST API of an instance: every resource's routes behind PostHog's checks, in PostHog's order. */
export function createApp(instance: Instance, limits: RateLimits, resources: readonly Resource[]): App {
  const app: App = new Hono<{ Bindings: Environment }>({
    // A slash at the end is optional everywhere, and no redirect is ever sent.
    getPath: (request) => withoutEnvironments(new URL(request.url).pathname).replace(/\/$/, ""),
  });
  const recorder = new ActivityRecorder(resources.flatMap(({ logged = [] }) => logged));
  for (const [path, methods] of routesByPath(resources)) {
    app.all(path, (context) => answer(context, instance, limits, methods, recorder));
  }
  // The nested form existed for a while, and refuses everybody.
  app.all("/api/projects/:parent/environments/*", () => refuse(forbidden("You don't have access to the project.")));
  app.notFound(() => refuse(notFound("Endpoint not found.")));
  return app;
}

type Methods = ReadonlyMap<string, Route>;

function routesByPath(resources: readonly Resource[]): Map<string, Methods> {
  const paths = new Map<string, Map<string, Route>>();
  for (const route of resources.flatMap((resource) => resource.routes)) {
    const path = (prefixes[route.parent] + route.path).replace(/\/$/, "");
    const methods = paths.get(path) ?? new Map<string, Route>();
    if (methods.has(route.method)) throw new Error(`Two resources answer ${route.method} ${path}.`);
    paths.set(path, methods.set(route.method, route));
  }
  return paths;
}

function answer(
  context: AppContext,
  instance: Instance,
  limits: RateLimits,
  methods: Methods,
  recorder: ActivityRecorder,
): Response {
  const { env, req } = context;
  const url = new URL(req.url);
  const headers = deprecationHeaders(url, instance.switches.sunset);
  try {
    const { rawBody } = env;
    const method = req.method === "HEAD" ? "GET" : req.method;
    const route = methods.get(method);
    // All methods of a path hang below the same parent, so any of them serves for the checks before a 405.
    const known = route ?? [...methods.values()][0]!;
    if (env.entry) env.entry.limit = known.limit;
    const credentials = env.credentials ?? authenticate(instance.store, req.raw.headers, rawBody, url.searchParams);
    const params = req.param() as Record<string, string>;
    const place = permit(instance.store, credentials, {
      ...known,
      parentId: params.parent ?? "",
      token: url.searchParams.get("token"),
    });
    if (!route) throw methodNotAllowed(method);
    if (credentials.kind === "key") {
      limits.count(route.limit, { key: credentials.key.id, project: place.project?.id });
    }
    const call = new Call({ instance, credentials, method, url, headers: req.raw.headers, params, rawBody, ...place });
    // A look at a row may write too, and nobody did anything.
    if (method === "GET") return toResponse(route.handle(call), headers);
    const handle = (): Answer => route.handle(call);
    const written = (rows: readonly Written[]): void => recorder.record(call, rows);
    return toResponse(instance.store.watch(recorder.tables, handle, written), headers);
  } catch (error) {
    return toErrorResponse(error, headers, env.entry);
  }
}

const refuse = (error: Error): Response => toErrorResponse(error, {});
