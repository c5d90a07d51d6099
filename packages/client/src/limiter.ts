import type { Clock } from "./clock.js";
import type { Limit, Limits } from "./limits.js";
import type { RequestClass } from "./request.js";
import { SlidingWindow } from "./window.js";

/** Leave to send one request, or why there is none. */
export type Turn =
  | { readonly go: true; /** To be called when the answer is there, or will not come. */ readonly done: () => void }
  | { readonly go: false; readonly because: "stopped" }
  | { readonly go: false; readonly because: "limited"; readonly seconds: number };

export interface LimiterOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  /** How many requests may be under way at once. */
  readonly inFlight: number;
  /** Milliseconds. A pause that PostHog asks for and that is longer ends the requests that would have to sit it out. */
  readonly maxWait: number;
  /** Aborts when nothing new may start. */
  readonly halt: AbortSignal;
  readonly onWait: (wait: { class: RequestClass; seconds: number; because: "limit" | "retry-after" }) => void;
}

interface Ticket {
  readonly order: number;
  /** Waits for its class to be let out again, not only for one of those in flight. */
  readonly patient: boolean;
  readonly answer: (turn: Turn) => void;
}

/** The requests of one class that wait, and what they wait for. */
class Lane {
  readonly tickets: Ticket[] = [];
  readonly windows: readonly SlidingWindow[];
  /** PostHog asked for quiet until then. */
  pausedUntil = 0;
  /** The end of the last wait that was told to the listener. */
  announced = 0;

  constructor(
    readonly name: RequestClass,
    limits: readonly Limit[],
  ) {
    this.windows = limits.map((limit) => new SlidingWindow(limit));
  }

  readyAt(now: number): number {
    return Math.max(this.pausedUntil, ...this.windows.map((window) => window.freeAt(now)));
  }
}

/** Lets requests out in the order they came, as far as PostHog's limits and the number in flight allow. One per key. */
export class Limiter {
  readonly #options: LimiterOptions;
  readonly #lanes: Readonly<Record<RequestClass, Lane>>;
  #order = 0;
  #underWay = 0;
  #alarm: { readonly at: number; readonly off: AbortController } | undefined;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#lanes = {
      crud: new Lane("crud", options.limits.crud),
      analytics: new Lane("analytics", options.limits.analytics),
    };
    options.halt.addEventListener("abort", () => this.#refuseAll(), { once: true });
  }

  take(name: RequestClass, { patient = true } = {}): Promise<Turn> {
    if (this.#options.halt.aborted) return Promise.resolve({ go: false, because: "stopped" });
    return new Promise((answer) => {
      this.#lanes[name].tickets.push({ order: this.#order++, patient, answer });
      this.#advance();
    });
  }

  /** Holds back a class for so many seconds, because PostHog asked for it. */
  pause(name: RequestClass, seconds: number): void {
    const lane = this.#lanes[name];
    lane.pausedUntil = Math.max(lane.pausedUntil, this.#options.clock.now() + seconds * 1000);
    this.#advance();
  }

  /** How many seconds the limits alone take to let so many more requests out; latency comes on top. */
  forecast(requests: Readonly<Record<RequestClass, number>>): number {
    const now = this.#options.clock.now();
    const ends = Object.values(this.#lanes).map((lane) => {
      const windows = lane.windows.map((window) => window.fork(now));
      let at = Math.max(now, lane.pausedUntil);
      for (let sent = lane.tickets.length + requests[lane.name]; sent > 0; sent--) {
        at = Math.max(at, ...windows.map((window) => window.freeAt(at)));
        for (const window of windows) {
          window.open();
          window.settle(at);
        }
      }
      return requests[lane.name] > 0 ? at : now;
    });
    return Math.ceil((Math.max(...ends) - now) / 1000);
  }

  #advance(): void {
    const now = this.#options.clock.now();
    this.#refuseLongPauses(now);
    while (this.#underWay < this.#options.inFlight) {
      const lane = this.#nextLane(now);
      if (!lane) break;
      this.#let(lane);
    }
    this.#refuseImpatient(now);
    this.#setAlarm(now);
  }

  /** The lane whose first ticket is the oldest among those that may go. */
  #nextLane(now: number): Lane | undefined {
    return Object.values(this.#lanes)
      .filter((lane) => lane.tickets.length > 0 && lane.readyAt(now) <= now)
      .sort((a, b) => a.tickets[0]!.order - b.tickets[0]!.order)[0];
  }

  #let(lane: Lane): void {
    this.#underWay++;
    for (const window of lane.windows) window.open();
    lane.tickets.shift()!.answer({
      go: true,
      done: () => {
        const now = this.#options.clock.now();
        this.#underWay--;
        for (const window of lane.windows) window.settle(now);
        this.#advance();
      },
    });
  }

  #refuseLongPauses(now: number): void {
    for (const lane of Object.values(this.#lanes)) {
      const left = lane.pausedUntil - now;
      if (left <= this.#options.maxWait) continue;
      const seconds = Math.ceil(left / 1000);
      for (const ticket of lane.tickets.splice(0)) ticket.answer({ go: false, because: "limited", seconds });
    }
  }

  #refuseImpatient(now: number): void {
    for (const lane of Object.values(this.#lanes)) {
      const ready = lane.readyAt(now);
      if (ready <= now) continue;
      const seconds = ready === Infinity ? 1 : Math.ceil((ready - now) / 1000);
      for (const ticket of lane.tickets.filter(({ patient }) => !patient)) {
        lane.tickets.splice(lane.tickets.indexOf(ticket), 1);
        ticket.answer({ go: false, because: "limited", seconds });
      }
    }
  }

  #refuseAll(): void {
    this.#alarm?.off.abort();
    for (const lane of Object.values(this.#lanes)) {
      for (const ticket of lane.tickets.splice(0)) ticket.answer({ go: false, because: "stopped" });
    }
  }

  /** Wakes up when the first lane that waits for time may go on. Lanes that wait for an answer are woken by it. */
  #setAlarm(now: number): void {
    let at = Infinity;
    for (const lane of Object.values(this.#lanes)) {
      if (lane.tickets.length === 0) continue;
      const ready = lane.readyAt(now);
      if (ready <= now || ready === Infinity) continue;
      at = Math.min(at, ready);
      this.#announce(lane, ready, now);
    }
    if (this.#alarm?.at === at) return;
    this.#alarm?.off.abort();
    this.#alarm = undefined;
    if (at === Infinity) return;
    const alarm = { at, off: new AbortController() };
    this.#alarm = alarm;
    void this.#options.clock.sleep(at - now, alarm.off.signal).then(() => {
      if (this.#alarm !== alarm) return;
      this.#alarm = undefined;
      this.#advance();
    });
  }

  #announce(lane: Lane, ready: number, now: number): void {
    // Shorter waits are the normal trickle at the edge of a window.
    if (ready - now < 1000 || lane.announced === ready) return;
    lane.announced = ready;
    this.#options.onWait({
      class: lane.name,
      seconds: Math.ceil((ready - now) / 1000),
      because: ready === lane.pausedUntil ? "retry-after" : "limit",
    });
  }
}
