import type { Clock } from "../src/clock.js";
import { createClient, type ClientOptions, type PostHogClient, type RequestEvent } from "../src/index.js";

/** Time that passes only when a test says so. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #began = this.#now;
  #sleepers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  /** Milliseconds since the test began. */
  get elapsed(): number {
    return this.#now - this.#began;
  }

  /** How many wait for time to pass. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets time pass, from one sleeper to the next, until the promise is settled. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    const done = () => void (over = true);
    promise.then(done, done);
    for (;;) {
      await this.settle();
      if (over) return promise;
      const next = Math.min(...this.#sleepers.map((sleeper) => sleeper.at));
      if (next === Infinity) throw new Error("Nothing is left to wait for, but the promise is not settled.");
      this.#now = Math.max(this.#now, next);
      const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
      for (const sleeper of due) sleeper.wake();
    }
  }
}

/** One request as the fake server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly init: RequestInit;
  /** Milliseconds since the test began. */
  readonly at: number;
}

export type Answerer = (seen: Seen, index: number) => Response | Promise<Response>;

export const KEY = "phx_topsecret0123456789";

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

/** An error in PostHog's form. */
export const problem = (
  status: number,
  code: string,
  detail: string,
  attr: string | null = null,
  headers = {},
): Response => json({ type: "some_error", code, detail, attr }, status, headers);

/** What fetch throws when the connection fails: a TypeError around the socket's error. */
export function socketError(code: string, more: Record<string, unknown> = {}): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code, ...more }) });
}

/** A request that is never answered, but can be aborted. */
export function silence(seen: Seen): Promise<Response> {
  return new Promise((_, reject) => {
    seen.init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
  });
}

export interface Rig {
  readonly client: PostHogClient;
  readonly clock: FakeClock;
  readonly seen: Seen[];
  readonly events: RequestEvent[];
  /** Sends through the client and lets time pass as needed. */
  readonly send: <T = unknown>(request: Parameters<PostHogClient["send"]>[0]) => Promise<T>;
  /** What a request fails with. */
  readonly failure: (promise: Promise<unknown>) => Promise<unknown>;
}

/** A client before a fake server: a list of answers, one per request, or one function for all. */
export function rig(
  answers: Answerer | readonly (Answerer | Response | Error)[],
  options: Partial<ClientOptions> = {},
): Rig {
  const clock = new FakeClock();
  const seen: Seen[] = [];
  const events: RequestEvent[] = [];
  const fakeFetch: typeof fetch = async (input, init = {}) => {
    const one: Seen = {
      method: init.method ?? "GET",
      url: new URL(String(input)),
      headers: new Headers(init.headers),
      body: typeof init.body === "string" ? init.body : undefined,
      init,
      at: clock.elapsed,
    };
    const index = seen.push(one) - 1;
    if (typeof answers === "function") return answers(one, index);
    const answer = answers[index];
    if (answer === undefined) throw new Error(`Request ${index + 1} was not expected: ${one.method} ${one.url.href}`);
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(one, index) : answer;
  };
  const client = createClient({
    host: "https://us.posthog.com",
    key: KEY,
    project: 7,
    fetch: fakeFetch,
    clock,
    random: () => 1,
    onRequest: (event) => events.push(event),
    ...options,
  });
  return {
    client,
    clock,
    seen,
    events,
    send: (request) => clock.run(client.send(request)),
    failure: (promise) =>
      clock.run(
        promise.then(
          () => {
            throw new Error("It did not fail.");
          },
          (error: unknown) => error,
        ),
      ),
  };
}
