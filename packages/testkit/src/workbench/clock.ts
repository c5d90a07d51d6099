/** Time that passes only when nothing else is going on, so that a wait of an hour takes no time at all. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when everything that was under way has come to rest, or at once when the signal aborts. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Says that something happened: whoever sleeps goes on sleeping. Called for every request that begins or ends. */
  stir(): void;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Turns of the event loop without a stir before time may jump. A request in this process settles in fewer. */
const QUIET_TURNS = 30;

/** @param start - Default: a Thursday in January 2026. */
export function virtualClock(start = Date.UTC(2026, 0, 15, 9)): VirtualClock {
  const sleepers = new Set<Sleeper>();
  let now = start;
  let quiet = 0;
  let turning = false;

  const turn = (): void => {
    if (sleepers.size === 0) {
      turning = false;
      return;
    }
    if (++quiet > QUIET_TURNS) {
      const next = [...sleepers].reduce((first, each) => (each.due < first.due ? each : first));
      now = Math.max(now, next.due);
      quiet = 0;
      next.wake();
    }
    setImmediate(turn);
  };

  return {
    now: () => now,
    stir: () => {
      quiet = 0;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper: Sleeper = { due: now + Math.max(0, milliseconds), wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
        if (!turning) {
          turning = true;
          quiet = 0;
          setImmediate(turn);
        }
      }),
  };
}
