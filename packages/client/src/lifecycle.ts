import { setMaxListeners } from "node:events";

/** The two ways to end: start nothing new (first Ctrl-C), and let go of what is under way too (second Ctrl-C). */
export class Lifecycle {
  readonly #halt = new AbortController();
  readonly #cancel = new AbortController();

  constructor(outer?: AbortSignal) {
    // One listener per request under way or waiting is meant, not a leak.
    setMaxListeners(0, this.#halt.signal, this.#cancel.signal);
    if (outer?.aborted) this.cancel();
    else outer?.addEventListener("abort", () => this.cancel(), { once: true });
  }

  /** Aborts when nothing new may start. */
  get halt(): AbortSignal {
    return this.#halt.signal;
  }

  /** Aborts when requests under way must end too. */
  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  stop(): void {
    this.#halt.abort();
  }

  cancel(): void {
    this.#halt.abort();
    this.#cancel.abort();
  }
}
