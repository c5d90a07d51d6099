import { systemClock, type Clock } from "./clock.js";
import { describeCredential } from "./credential.js";
import { PostHogError } from "./errors.js";
import type { EventHook, RequestCounts } from "./events.js";
import { parseHost } from "./host.js";
import { Lifecycle } from "./lifecycle.js";
import { Limiter } from "./limiter.js";
import { noLimits, posthogLimits } from "./limits.js";
import type { ListRequest, RequestClass, SendRequest } from "./request.js";
import { createRequests } from "./requests.js";
import { createSender } from "./send.js";
import { Tally } from "./tally.js";
import { createTransport } from "./transport.js";

export interface ClientOptions {
  /** The PostHog app: `https://us.posthog.com`, `https://eu.posthog.com`, or your own. See {@link parseHost}. */
  readonly host: string;
  /** A personal API key, `phx_…`. */
  readonly key: string;
  /** Its number; `@current` is whatever project the key's owner has open in the browser. */
  readonly project: number | string;
  /** `none` for servers that do not limit. Default `posthog`: what PostHog Cloud allows a key. */
  readonly limits?: "posthog" | "none";
  /** Requests under way at once. Default 10. */
  readonly inFlight?: number;
  /** Attempts at one request, the first included. Default 5. */
  readonly attempts?: number;
  /** Milliseconds for one attempt. Default 120,000: a list of 1,000 rows takes PostHog its time. */
  readonly timeout?: number;
  /** Milliseconds that a request waits because PostHog answered 429 or 503; beyond that it fails. Default 300,000. Waits that keep within the limits beforehand are not counted. */
  readonly maxWait?: number;
  /** Default `posthog-definitions`. PostHog treats agents differently: do not name one. */
  readonly userAgent?: string;
  /** Told of every request and every wait. What it throws is dropped. */
  readonly onRequest?: EventHook;
  /** Ends everything at once. For a gentle end, see {@link PostHogClient.stop}. */
  readonly signal?: AbortSignal;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** From 0 to 1, for the jitter between attempts. Default `Math.random`. */
  readonly random?: () => number;
}

export interface PostHogClient {
  /**
   * Sends one request and gives its answer's JSON, undefined if that is empty. Rejects with a `PostHogError` alone.
   * A limit (429) is waited for whatever the method; a lost answer, a timeout, 502, 503 and 504 are tried again if the request is
   * a GET or `idempotent`, and else are a `lost` error, for the caller to find out what became of it.
   */
  send<T>(request: SendRequest): Promise<T>;
  /** All rows of a list, through all its pages, each once. */
  list<T>(request: ListRequest<T>): Promise<T[]>;
  /** What was sent so far, over all projects. */
  readonly counts: RequestCounts;
  /** How long PostHog's limits make so many more requests, in seconds, after what was sent already. Latency comes on top. */
  forecast(requests: readonly ForecastRequest[]): Forecast;
  /** A client for another project of the same host: the same key, limits, counts and `stop`. */
  withProject(project: number | string): PostHogClient;
  /** Lets what is under way finish and starts nothing more: what waits, and what comes, is rejected as `cancelled`. */
  stop(): void;
}

export interface ForecastRequest {
  /** Default `crud`. */
  readonly class?: RequestClass;
  /** Default false. */
  readonly write?: boolean;
}

export interface Forecast {
  readonly requests: number;
  readonly writes: number;
  readonly seconds: number;
}

/** Throws a `PostHogError` if host, key or project cannot be used. Sends nothing. */
export function createClient(options: ClientOptions): PostHogClient {
  const host = parseHost(options.host);
  if (!host.ok) throw new PostHogError({ kind: host.kind, message: host.message, hint: host.hint, details: {} });
  const key = checkedKey(options.key);

  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const maxWait = options.maxWait ?? 300_000;
  const lifecycle = new Lifecycle(options.signal);
  const tally = new Tally();
  const emit = quiet(options.onRequest);
  const limiter = new Limiter({
    clock,
    limits: options.limits === "none" ? noLimits : posthogLimits,
    inFlight: options.inFlight ?? 10,
    maxWait,
    halt: lifecycle.halt,
    onWait: (wait) => emit({ type: "wait", ...wait }),
  });
  const transport = createTransport({
    key,
    userAgent: options.userAgent ?? "posthog-definitions",
    timeout: options.timeout ?? 120_000,
    clock,
    cancelled: lifecycle.cancelled,
    fetch: options.fetch,
  });
  const sender = createSender({
    transport,
    limiter,
    lifecycle,
    tally,
    emit,
    clock,
    random,
    attempts: options.attempts ?? 5,
    maxWait,
  });
  const scrub = (text: string) => text.replaceAll(key, "[key]");

  const forProject = (project: number | string): PostHogClient => {
    const requests = createRequests({ origin: host.origin, project: checkedProject(project), sender, scrub });
    return {
      ...requests,
      get counts() {
        return tally.snapshot();
      },
      forecast: (planned) => forecast(limiter, planned),
      withProject: forProject,
      stop: () => lifecycle.stop(),
    };
  };
  return forProject(options.project);
}

function checkedKey(text: string): string {
  const key = text.trim();
  const type = describeCredential(key);
  if (type === "project-token" || type === "project-secret") {
    throw invalidKey("The key is a project's, which the private API does not take.");
  }
  if (key === "") throw invalidKey("The key is empty.");
  // A header that cannot be built makes fetch throw an error with the whole key in its text.
  if (!/^[\x21-\x7e]+$/.test(key)) throw invalidKey("The key has characters that no key has.");
  return key;
}

const invalidKey = (message: string): PostHogError => new PostHogError({ kind: "invalidKey", message, details: {} });

function checkedProject(project: number | string): string {
  const text = String(project).trim();
  if (/^\d+$/.test(text) || text === "@current") return text;
  throw new PostHogError({ kind: "invalidProject", message: `\`${text}\` is no project's number.`, details: {} });
}

function forecast(limiter: Limiter, planned: readonly ForecastRequest[]): Forecast {
  const analytics = planned.filter((request) => request.class === "analytics").length;
  return {
    requests: planned.length,
    writes: planned.filter((request) => request.write).length,
    seconds: limiter.forecast({ analytics, crud: planned.length - analytics }),
  };
}

/** A hook that cannot break a request: the answer to a write is worth more than a line of progress. */
function quiet(hook: EventHook | undefined): EventHook {
  return (event) => {
    try {
      hook?.(event);
    } catch {
      // Dropped, as the option says.
    }
  };
}
