import type { RequestClass } from "./request.js";

/** At most `requests` within any `ms` milliseconds. */
export interface Limit {
  readonly requests: number;
  readonly ms: number;
}

export type Limits = Readonly<Record<RequestClass, readonly Limit[]>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What PostHog Cloud allows one personal API key. Both limits of a class hold. Source: PostHog/posthog: posthog/rate_limit.py. */
export const posthogLimits: Limits = {
  crud: [
    { requests: 480, ms: MINUTE },
    { requests: 4800, ms: HOUR },
  ],
  analytics: [
    { requests: 240, ms: MINUTE },
    { requests: 1200, ms: HOUR },
  ],
};

/** For servers that do not limit, which is the default of a self-hosted PostHog. `Retry-After` is obeyed all the same. */
export const noLimits: Limits = { crud: [], analytics: [] };
