import { setMaxListeners } from "node:events";
import { callerOf, addKey, addProject, defaultKey, memberOf, seedAccounts, teammateOf } from "./accounts/seed.js";
import { accountTables, type ProjectDocument, type UserDocument } from "./accounts/tables.js";
import { isoDate, sleep, systemClock, type Clock } from "./clock.js";
import { Faults, type Fault } from "./control/faults.js";
import { RateLimits, throttled } from "./control/limits.js";
import { RequestLog, type LoggedRequest } from "./control/log.js";
import type { Json } from "./json.js";
import { defaultSwitches, type EmulatorOptions, type KeyOptions, type Switches } from "./options.js";
import { postHogResources } from "./resources/index.js";
import type { Resource } from "./resources/define.js";
import { checkAlerts } from "./resources/alerts/check.js";
import { ingestEvents } from "./resources/event-definitions/ingest.js";
import { createApp, type App } from "./server/app.js";
import { serverError } from "./server/errors.js";
import { serve, type Listening, type ListenOptions } from "./server/listen.js";
import { Store } from "./store/store.js";
import { seededShuffle } from "./store/shuffle.js";
import type { Document } from "./store/table.js";

/** The answer to a request made through {@link Emulator.ui}. */
export interface UiAnswer {
  readonly status: number;
  /** The parsed body; `null` when it is empty. */
  readonly body: Json;
}

/** A PostHog instance that runs in this process. Made by {@link createEmulator}. */
export interface Emulator {
  /** The key that the caller's requests may use; `phx_local` unless the options named others. */
  readonly key: string;
  /** The project to work in. Project 2 exists too, but belongs to an organisation that is closed to the key. */
  readonly projectId: number;
  /** Behaviours that differ between builds and plans; change them at any time. */
  readonly switches: Switches;
  /** Requests that will go wrong. */
  readonly faults: Faults;
  /** PostHog's rate limits; off until `limits.enabled` is set. */
  readonly limits: RateLimits;
  /** What was asked so far, except through {@link Emulator.ui} and the control routes. */
  readonly log: RequestLog;
  /** Milliseconds that every request takes on top. Default: 0. */
  latency: number;

  /** Answers a request without a socket. Faults can make it reject, as `fetch` does when a connection is lost. */
  fetch(request: Request): Promise<Response>;
  /** Answers over HTTP, on `127.0.0.1` and a free port unless told otherwise. */
  listen(options?: ListenOptions): Promise<Listening>;

  /**
   * Does what a teammate does in PostHog's UI: the same routes, but as another user, and neither limited nor logged
   * nor struck by faults. `path` may leave out `/api/projects/<id>/`.
   *
   * @param as - Another teammate, by first name or by e-mail address, who joins the organisation when first named.
   */
  ui(method: string, path: string, body?: Json, as?: string): Promise<UiAnswer>;

  /**
   * What PostHog does when events of these names arrive in the project to work in: it makes their definitions, without
   * anything but the name, or notes when the event was last seen.
   */
  ingest(names: readonly string[]): void;

  /**
   * What PostHog does when alerts are due: those that do not fit their insight any more are disabled. No value is ever
   * computed, so that no alert fires.
   */
  checkAlerts(): void;

  /** Adds a personal API key of the caller. */
  addKey(key: KeyOptions): void;
  /** Adds a project to the caller's organisation. */
  addProject(name: string): { readonly id: number };
  /** Every stored document by table, as plain data: what two moments have to be compared by. */
  snapshot(): Record<string, Document[]>;
  /** Back to how it began: rows, ids, log, faults and counted requests; switches and latency stay. */
  reset(): void;
  /** Ends everything, also requests that are never answered, and frees the file. */
  close(): Promise<void>;
}

/**
 * Starts a PostHog instance in this process: the REST API over an embedded database, with a key, a project and two
 * users to begin with.
 *
 * @throws DatabaseInUseError when `file` is held by a live process.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  return new LocalEmulator(options);
}

class LocalEmulator implements Emulator {
  readonly key: string;
  readonly switches: Switches;
  readonly faults = new Faults();
  readonly limits: RateLimits;
  readonly log = new RequestLog();
  latency = 0;

  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keys: readonly KeyOptions[];
  readonly #resources: readonly Resource[];
  readonly #app: App;
  readonly #listening = new Set<Listening>();
  readonly #closing = new AbortController();

  constructor(options: EmulatorOptions) {
    // Any number of requests may be silent at once.
    setMaxListeners(0, this.#closing.signal);
    const { file, clock = systemClock, seed = "posthog", resources = [], keys = [defaultKey] } = options;
    this.#resources = [...postHogResources.map(givingWayTo(resources)), ...resources];
    this.#clock = clock;
    this.#keys = keys;
    this.key = keys[0]?.value ?? defaultKey.value;
    this.switches = { ...defaultSwitches(), ...options.switches };
    this.limits = new RateLimits(clock);
    const tables = [...accountTables, ...this.#resources.flatMap((resource) => resource.tables)];
    this.#store = new Store({ file, seed, tables });
    if (this.#store.isEmpty) this.#seed();
    const instance = { store: this.#store, clock, switches: this.switches, shuffle: seededShuffle(seed) };
    this.#app = createApp(instance, this.limits, this.#resources);
  }

  get projectId(): number {
    return this.#caller.current_project ?? 1;
  }

  get #caller() {
    return callerOf(this.#store);
  }

  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const rawBody = await request.text();
    const entry = this.log.add(this.#clock.now(), request.method, url, rawBody);
    const fault = this.faults.next(request.method, url.pathname);
    if (fault) entry.fault = fault.kind;
    if (this.latency > 0) await sleep(this.#clock, this.latency);
    if (fault && fault.when !== "after") return this.#suffer(fault, request, entry);
    const response = await this.#app.fetch(request, { rawBody, entry });
    if (fault) return this.#suffer(fault, request, entry);
    entry.status = response.status;
    return response;
  }

  async listen(options: ListenOptions = {}): Promise<Listening> {
    const listening = await serve(this, options);
    const tracked: Listening = {
      url: listening.url,
      close: async () => {
        this.#listening.delete(tracked);
        await listening.close();
      },
    };
    this.#listening.add(tracked);
    return tracked;
  }

  async ui(method: string, path: string, body?: Json, as?: string): Promise<UiAnswer> {
    const below = path.replace(/^\//, "");
    const full = below.startsWith("api/") ? below : `api/projects/${this.projectId}/${below}`;
    const headers = { "content-type": "application/json" };
    const request = new Request(new URL(full, "http://localhost"), { method, headers });
    const rawBody = body === undefined ? "" : JSON.stringify(body);
    const credentials = {
      kind: "session",
      user: as === undefined ? teammateOf(this.#store) : this.#member(as),
    } as const;
    const response = await this.#app.fetch(request, { rawBody, credentials });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
  }

  #member(who: string): UserDocument {
    return this.#store.transaction(() =>
      memberOf(this.#store, isoDate(this.#clock.now()), this.#caller.current_organization!, who),
    );
  }

  ingest(names: readonly string[]): void {
    this.#store.transaction(() => ingestEvents(this.#store, this.projectId, names, isoDate(this.#clock.now())));
  }

  checkAlerts(): void {
    this.#store.transaction(() => checkAlerts(this.#store, this.#clock.now()));
  }

  addKey(key: KeyOptions): void {
    addKey(this.#store, key, this.#caller);
  }

  addProject(name: string): ProjectDocument {
    const organization = this.#caller.current_organization!;
    return addProject(this.#store, isoDate(this.#clock.now()), organization, name);
  }

  snapshot(): Record<string, Document[]> {
    return this.#store.snapshot();
  }

  reset(): void {
    this.#store.clear();
    this.#seed();
    this.log.clear();
    this.faults.clear();
    this.limits.clear();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#listening].map((listening) => listening.close()));
    this.#store.close();
  }

  #seed(): void {
    this.#store.transaction(() => {
      seedAccounts(this.#store, this.#clock, this.#keys);
      for (const resource of this.#resources) resource.seed?.(this.#store);
    });
  }

  #suffer(fault: Fault, request: Request, entry: LoggedRequest): Response | Promise<Response> {
    if (fault.kind === "lost") throw new TypeError("fetch failed");
    if (fault.kind === "silence") return this.#silence(request.signal);
    const response = faultyResponse(fault);
    entry.status = response.status;
    return response;
  }

  /** Pending until the caller gives up, or there is nobody left to answer. */
  #silence(caller: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      const giveUp = () => reject(new TypeError("fetch failed"));
      for (const signal of [caller, this.#closing.signal]) {
        if (signal.aborted) giveUp();
        signal.addEventListener("abort", giveUp, { once: true });
      }
    });
  }
}

/** Of a resource that others bring too, theirs answers; what it keeps stays, since PostHog's other resources look there. */
function givingWayTo(others: readonly Resource[]): (resource: Resource) => Resource {
  const names = new Set(others.map(({ name }) => name));
  return (resource) => (names.has(resource.name) ? { ...resource, routes: [] } : resource);
}

function faultyResponse(fault: Exclude<Fault, { kind: "lost" | "silence" }>): Response {
  if (fault.kind === "html") {
    const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    return new Response(page, { status: fault.status ?? 502, headers: { "content-type": "text/html" } });
  }
  if (fault.kind === "limited") {
    const refusal = throttled(fault.retryAfter);
    return Response.json(refusal.body, { status: 429, headers: refusal.headers });
  }
  return Response.json(fault.body ?? serverError().body, {
    status: fault.status,
    ...(fault.headers ? { headers: fault.headers } : {}),
  });
}
