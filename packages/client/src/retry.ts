import { isGateway, type Call } from "./answer.js";
import { backoff } from "./backoff.js";
import type { AnyPostHogError } from "./errors.js";
import { isCertificateProblem } from "./system-code.js";

export interface RetryFacts {
  readonly call: Call;
  /** How many attempts were made. */
  readonly attempt: number;
  readonly attempts: number;
  /** Milliseconds that this request has waited at the server's wish. */
  readonly waited: number;
  /** Milliseconds that it may wait so in all. */
  readonly maxWait: number;
  /** Seconds that the server asked for, if it did. */
  readonly asked: number | undefined;
  /** No connection came about, so nothing was sent. */
  readonly unsent: boolean;
  /** The host has answered before, so its address is right. */
  readonly reached: boolean;
  readonly random: () => number;
}

/** How many milliseconds to wait before the next attempt; undefined if there is to be none. */
export function retryIn(error: AnyPostHogError, facts: RetryFacts): number | undefined {
  if (facts.attempt >= facts.attempts || !mayRepeat(error, facts)) return undefined;
  if (facts.asked === undefined) return backoff(facts.attempt, facts.random);
  const wait = facts.asked * 1000;
  return facts.waited + wait > facts.maxWait ? undefined : wait;
}

function mayRepeat(error: AnyPostHogError, { call, unsent, reached }: RetryFacts): boolean {
  switch (error.kind) {
    case "rateLimited":
      // The throttle comes before the view: whatever the method, nothing was done.
      return true;
    case "server":
      return call.repeatable && error.status !== undefined && isGateway(error.status);
    case "lost":
      if (isCertificateProblem(error.details.reason)) return false;
      // Nobody there: in mid-run a passing trouble, but at the start most likely a wrong address.
      return unsent ? reached : call.repeatable;
    default:
      return false;
  }
}
