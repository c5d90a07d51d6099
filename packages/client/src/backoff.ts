const FIRST = 500;
const LONGEST = 30_000;

/**
 * Milliseconds before the next attempt, when the server names no time: doubling, and between half and all of that, so
 * that clients that failed together do not come back together.
 */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}
