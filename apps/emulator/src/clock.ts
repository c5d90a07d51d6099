/** Where the emulator takes its time from. A virtual one makes rate limits, latency and dates deterministic. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Waits that many milliseconds; used for simulated latency. Default: a real timer. */
  sleep?(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now() };

export function sleep(clock: Clock, milliseconds: number): Promise<void> {
  if (clock.sleep) return clock.sleep(milliseconds);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** PostHog's date form: UTC with `Z`, and microseconds only where there are any. */
export function isoDate(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  const fraction = milliseconds % 1000 === 0 ? "" : `${text.slice(19, 23)}000`;
  return `${text.slice(0, 19)}${fraction}Z`;
}
