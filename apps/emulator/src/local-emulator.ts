import { setMaxListeners } from "node:events";
import { callerOf, addKey, addProject, defaultKey, memberOf, seedAccounts, teammateOf } from "./accounts/seed.js";
import { accountTables, type ProjectDocument, type UserDocument } from "./accounts/tables.js";
import { isoDate, sleep, systemClock, type Clock } from "./clock.js";
import { Faults, type Fault } from "./control/faults.js";
import { RateLimits, throttled } from "./control/limits.js";
import { RequestLog, type LoggedRequest } from "./control/log.js";
import type { Emulator, Listening, ListenOptions, UiAnswer } from "./emulator.js";
import type { Json } from "./json.js";
import type { EmulatorOptions, KeyOptions } from "./options.js";
import { postHogResources } from "./resources/index.js";
import type { Resource } from "./resources/define.js";
import { checkAlerts } from "./resources/alerts/check.js";
import { ingestEvents } from "./resources/event-definitions/ingest.js";
import { createApp, type App } from "./server/app.js";
import { serverError } from "./server/errors.js";
import { serve } from "./server/listen.js";
import { Store } from "./store/store.js";
import { seededShuffle } from "./store/shuffle.js";
import type { Document } from "./store/table.js";
import { defaultSwitches, type Switches } from "./switches.js";

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
