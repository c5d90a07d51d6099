import type { Context } from "../context.js";

/** How long a run may take to say what became of it after it was told to stop at once, in milliseconds. */
const LAST_WORDS = 1000;

/** A run that can be interrupted twice: gently, then at once. */
export interface Interrupt {
  /** Fires at the first: finish what is in flight. */
  readonly gentle: AbortSignal;
  /** Fires at the second, and at the first while nothing is written: drop everything. */
  readonly hard: AbortSignal;
  /** From now on the first interruption is gentle. */
  writing(): void;
  /** No longer listens. */
  release(): void;
}

export function interruptible(context: Context, say: (line: string) => void): Interrupt {
  const [gentle, hard] = [new AbortController(), new AbortController()];
  let writes = false;
  let ending: NodeJS.Timeout | undefined;
  const off = context.onInterrupt(() => {
    if (writes && !gentle.signal.aborted) {
      say("Finishing what is in flight. Press Ctrl-C again to stop at once.");
      gentle.abort();
      return;
    }
    gentle.abort();
    hard.abort();
    ending ??= setTimeout(() => context.exit(130), LAST_WORDS).unref();
  });
  return {
    gentle: gentle.signal,
    hard: hard.signal,
    writing: () => {
      writes = true;
    },
    release: () => {
      off();
      clearTimeout(ending);
    },
  };
}
