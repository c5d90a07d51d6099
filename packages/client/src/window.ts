import type { Limit } from "./limits.js";

/**
 * One sliding window over requests. A request counts from the moment it is sent, and its time is stamped when the answer
 * is there: the server counted it at some moment between the two, which we do not know. So the window never
 * lets out more than the server sees as allowed, however slow or uneven the way there is.
 */
export class SlidingWindow {
  readonly #limit: Limit;
  #open = 0;
  #stamps: number[] = [];

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  open(): void {
    this.#open++;
  }

  settle(now: number): void {
    this.#open--;
    this.#stamps.push(now);
  }

  /** When the next request may go: 0 for now, Infinity when an open request must settle first. */
  freeAt(now: number): number {
    while (this.#stamps.length > 0 && this.#stamps[0]! + this.#limit.ms <= now) this.#stamps.shift();
    const over = this.#open + this.#stamps.length - this.#limit.requests;
    if (over < 0) return 0;
    const stamp = this.#stamps[over];
    return stamp === undefined ? Infinity : stamp + this.#limit.ms;
  }

  /** A copy to play the future on, with open requests taken as answered now. */
  fork(now: number): SlidingWindow {
    const copy = new SlidingWindow(this.#limit);
    copy.#stamps = [...this.#stamps, ...new Array<number>(this.#open).fill(now)];
    return copy;
  }
}
