import type { RequestCounts } from "./events.js";
import type { Method, RequestClass } from "./request.js";

/** Counts what goes out. */
export class Tally {
  readonly #counts = { sent: 0, reads: 0, writes: 0, retries: 0, limited: 0, crud: 0, analytics: 0 };

  sent(method: Method, name: RequestClass, attempt: number): void {
    this.#counts.sent++;
    this.#counts[method === "GET" ? "reads" : "writes"]++;
    this.#counts[name]++;
    if (attempt > 1) this.#counts.retries++;
  }

  limited(): void {
    this.#counts.limited++;
  }

  snapshot(): RequestCounts {
    return { ...this.#counts };
  }
}
