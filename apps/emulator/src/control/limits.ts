import type { Clock } from "../clock.js";
import type { LimitClass } from "../resources/define.js";
import { ApiError } from "../server/errors.js";

/** At most so many requests in so many milliseconds. */
export interface Window {
  readonly requests: number;
  readonly milliseconds: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** PostHog Cloud's limits per personal API key (`PostHog/posthog: posthog/rate_limit.py`). */
export const cloudLimits: Readonly<Record<LimitClass, readonly Window[]>> = {
  crud: [
    { requests: 480, milliseconds: MINUTE },
    { requests: 4800, milliseconds: HOUR },
  ],
  analytics: [
    { requests: 240, milliseconds: MINUTE },
    { requests: 1200, milliseconds: HOUR },
  ],
};

/** Sliding windows per key and class. Off until switched on, as on a self-hosted instance. */
export class RateLimits {
  enabled = false;
  /** Whether the requests of one key count together (PostHog's code), or those of one project (its documentation). */
  per: "key" | "project" = "key";
  windows: Readonly<Record<LimitClass, readonly Window[]>> = cloudLimits;
  readonly #clock: Clock;
  readonly #history = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request. @throws 429 with `Retry-After` when a window is full; the longer wait wins. */
  count(limit: LimitClass, caller: { key: number; project: number | undefined }): void {
    if (!this.enabled) return;
    const owner =
      this.per === "project" && caller.project !== undefined ? `project ${caller.project}` : `key ${caller.key}`;
    const waits = this.windows[limit].map((window) => this.#enter(`${owner} ${limit} ${window.milliseconds}`, window));
    const wait = Math.max(...waits);
    if (wait > 0) throw throttled(Math.ceil(wait / 1000));
  }

  /** Forgets what was counted. */
  clear(): void {
    this.#history.clear();
  }

  /** @returns how many milliseconds to wait; 0 when the request was let in and counted. */
  #enter(name: string, window: Window): number {
    const now = this.#clock.now();
    const recent = (this.#history.get(name) ?? []).filter((time) => time > now - window.milliseconds);
    this.#history.set(name, recent);
    if (recent.length < window.requests) {
      recent.push(now);
      return 0;
    }
    return (recent[0] ?? now) + window.milliseconds - now;
  }
}

export function throttled(seconds: number): ApiError {
  const unit = seconds === 1 ? "second" : "seconds";
  return new ApiError(
    429,
    "throttled_error",
    "throttled",
    `Request was throttled. Expected available in ${seconds} ${unit}.`,
    null,
    { "Retry-After": String(seconds) },
  );
}
