import type { ErrorKind } from "./error-kinds.js";
import type { Method, RequestClass } from "./request.js";

interface About {
  /** The same for all attempts at one request. Counts from 1. */
  readonly id: number;
  readonly method: Method;
  /** From the root of the host, without the query. */
  readonly path: string;
  readonly class: RequestClass;
  /** Counts from 1. */
  readonly attempt: number;
}

/** For progress and `--verbose`. Holds no key, body or query. */
export type RequestEvent =
  | ({ readonly type: "start" } & About)
  | ({ readonly type: "end"; /** Absent when no answer came. */ readonly status?: number; readonly ms: number } & About)
  | ({ readonly type: "retry"; readonly because: ErrorKind; readonly seconds: number } & About)
  | {
      readonly type: "wait";
      readonly class: RequestClass;
      /** Until the next request of this class goes out; at least 1. */
      readonly seconds: number;
      /** `limit`: to stay within PostHog's limits. `retry-after`: PostHog said so. */
      readonly because: "limit" | "retry-after";
    };

export type EventHook = (event: RequestEvent) => void;

/** What a client has sent so far, retries included. */
export interface RequestCounts {
  readonly sent: number;
  readonly reads: number;
  readonly writes: number;
  readonly retries: number;
  /** Answers with 429. */
  readonly limited: number;
  readonly crud: number;
  readonly analytics: number;
}
