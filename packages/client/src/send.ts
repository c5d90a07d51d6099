import { cancelled, readExchange, type Call } from "./answer.js";
import { backoff } from "./backoff.js";
import type { Clock } from "./clock.js";
import type { Acted } from "./error-kinds.js";
import { PostHogError, type AnyPostHogError } from "./errors.js";
import type { EventHook } from "./events.js";
import type { Lifecycle } from "./lifecycle.js";
import type { Limiter } from "./limiter.js";
import { sameOriginTarget } from "./redirect.js";
import type { RequestClass } from "./request.js";
import { retryAfter } from "./retry-after.js";
import { retryIn } from "./retry.js";
import type { Tally } from "./tally.js";
import type { Exchange, Transport } from "./transport.js";

/** A request, ready to go. */
export interface Outgoing {
  readonly call: Call;
  readonly url: URL;
  readonly class: RequestClass;
  /** JSON text. */
  readonly body?: string;
  /** See `SendRequest.within`. */
  readonly within?: number;
}

export interface SenderOptions {
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly lifecycle: Lifecycle;
  readonly tally: Tally;
  readonly emit: EventHook;
  readonly clock: Clock;
  readonly random: () => number;
  /** At most so many attempts at one request. */
  readonly attempts: number;
  /** Milliseconds that one request may wait at the server's wish. */
  readonly maxWait: number;
}

export type Sender = (outgoing: Outgoing) => Promise<unknown>;

const REDIRECTS = 3;

/** Sends requests until there is an answer to give or no sense in trying again: turn by turn, with retries and redirects. */
export function createSender(options: SenderOptions): Sender {
  const { transport, limiter, lifecycle, tally, emit, clock, random, attempts, maxWait } = options;
  let ids = 0;
  let reached = false;

  return async ({ call, url, class: name, body, within }) => {
    const { method, path } = call;
    const id = ++ids;
    let acted: Acted = "no";
    let waited = 0;
    let redirects = 0;

    for (let attempt = 1; ; attempt++) {
      const about = { id, method, path, class: name, attempt };
      const turn = await limiter.take(name, { patient: within === undefined });
      if (!turn.go) throw turn.because === "stopped" ? cancelled(call, acted) : heldBack(call, turn.seconds, acted);

      tally.sent(method, name, attempt);
      emit({ type: "start", ...about });
      const began = clock.now();
      const exchange = await transport({ method, url, body, timeout: within });
      const now = clock.now();
      const asked = askedWait(exchange, now);
      if (exchange.answered) reached = true;
      if (exchange.answered && exchange.status === 429) {
        // Before the turn ends: that lets the next request out.
        limiter.pause(name, asked ?? backoff(attempt, random) / 1000);
        tally.limited();
      }
      turn.done();
      emit({ type: "end", ...about, status: statusOf(exchange), ms: now - began });

      const target = redirects < REDIRECTS ? sameOriginTarget(exchange, method, url) : undefined;
      if (target) {
        url = target;
        redirects++;
        continue;
      }

      const reading = readExchange(exchange, call, now);
      if (reading.ok) return reading.value;
      const error: PostHogError = acted === "unknown" ? reading.error.afterUnknown() : reading.error;
      acted = error.acted;
      const wait = retryIn(error as AnyPostHogError, {
        call,
        attempt,
        attempts: within === undefined ? attempts : 1,
        waited,
        maxWait,
        asked,
        unsent: !exchange.answered && exchange.acted === "no",
        reached,
        random,
      });
      if (wait === undefined || lifecycle.halt.aborted) throw error;
      emit({ type: "retry", ...about, because: error.kind, seconds: wait / 1000 });
      if (asked !== undefined) waited += wait;
      // A 429 holds back its whole class, in the limiter; all else is this request's own affair.
      if (error.kind !== "rateLimited") await clock.sleep(wait, lifecycle.halt);
    }
  };
}

/** Seconds that the server wants us to wait. */
function askedWait(exchange: Exchange, now: number): number | undefined {
  if (!exchange.answered || (exchange.status !== 429 && exchange.status !== 503)) return undefined;
  return retryAfter(exchange.headers, exchange.text, now);
}

const statusOf = (exchange: Exchange): number | undefined => (exchange.answered ? exchange.status : undefined);

function heldBack({ method, path }: Call, seconds: number, acted: Acted): PostHogError<"rateLimited"> {
  return new PostHogError({
    kind: "rateLimited",
    message: `${method} ${path} was not sent: PostHog's rate limit for this key is used up for ${seconds} s.`,
    details: { seconds },
    method,
    path,
    acted,
  });
}
