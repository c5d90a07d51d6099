import type { Json } from "../json.js";

/** How a request goes wrong. */
export type FaultEffect =
  /** An answer of that status; `body` is sent as JSON. Default body: PostHog's envelope of a 500. */
  | { readonly kind: "error"; readonly status: number; readonly body?: Json; readonly headers?: Record<string, string> }
  /** The connection breaks: in process `fetch` rejects with `TypeError("fetch failed")`, over HTTP the socket closes. */
  | { readonly kind: "lost" }
  /** A page of a proxy where JSON was expected. Default status: 502. */
  | { readonly kind: "html"; readonly status?: number }
  /** 429 with `Retry-After`, in seconds. */
  | { readonly kind: "limited"; readonly retryAfter: number }
  /** No answer, ever: until the caller gives up or the emulator closes. */
  | { readonly kind: "silence" };

export type Fault = FaultEffect & {
  /** Whether it strikes before the server acted (default), or after: then the write is done, and nobody hears of it. */
  readonly when?: "before" | "after";
  /** Strikes from the n-th matching request after it was added. Default: 1, the next one. */
  readonly at?: number;
  /** How many matching requests it strikes. Default: 1. */
  readonly times?: number;
  /** Only requests with this method. */
  readonly method?: string;
  /** Only requests whose path contains this text, or matches this pattern. */
  readonly path?: string | RegExp;
};

/** A fault that was set, and what became of it. */
export interface ArmedFault {
  /** Requests that matched so far. */
  readonly seen: number;
  /** Requests that were struck so far. */
  readonly struck: number;
  remove(): void;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
  struck: number;
}

/** The faults that are set. */
export class Faults {
  #armed: Armed[] = [];

  /** Sets a fault. Several may be set; the first that strikes wins, all of them count. */
  add(fault: Fault): ArmedFault {
    const armed: Armed = { fault, seen: 0, struck: 0 };
    this.#armed.push(armed);
    return {
      get seen() {
        return armed.seen;
      },
      get struck() {
        return armed.struck;
      },
      remove: () => {
        this.#armed = this.#armed.filter((other) => other !== armed);
      },
    };
  }

  clear(): void {
    this.#armed = [];
  }

  /** Called by the server once per request. */
  next(method: string, path: string): Fault | undefined {
    let struck: Fault | undefined;
    for (const armed of this.#armed) {
      if (!matches(armed.fault, method, path)) continue;
      armed.seen++;
      const first = armed.fault.at ?? 1;
      if (struck || armed.seen < first || armed.seen >= first + (armed.fault.times ?? 1)) continue;
      armed.struck++;
      struck = armed.fault;
    }
    return struck;
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === "string" ? path.includes(fault.path) : path.search(fault.path) >= 0;
}
