import { createFetch } from "ofetch";
import type { Clock } from "./clock.js";
import type { Acted } from "./error-kinds.js";
import type { Method } from "./request.js";
import { connectionFailure } from "./system-code.js";

export interface Message {
  readonly method: Method;
  readonly url: URL;
  /** JSON text. */
  readonly body?: string;
  /** Milliseconds. Default: that of the transport. */
  readonly timeout?: number;
}

/** What came of sending one message: an answer of whatever status, or none. */
export type Exchange =
  | { readonly answered: true; readonly status: number; readonly headers: Headers; readonly text: string }
  | {
      readonly answered: false;
      /** `timeout`, `cancelled`, or the system's code: `ECONNREFUSED`. */
      readonly reason: string;
      readonly acted: Acted;
    };

export interface TransportOptions {
  readonly key: string;
  readonly userAgent: string;
  /** Milliseconds for one attempt, its answer's body included. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly cancelled: AbortSignal;
  readonly fetch?: typeof fetch;
}

export type Transport = (message: Message) => Promise<Exchange>;

/** Puts one message on the wire, once. Never throws. */
export function createTransport(options: TransportOptions): Transport {
  const { key, clock, cancelled } = options;
  const http = createFetch({
    fetch: options.fetch ?? globalThis.fetch,
    defaults: {
      // Policy and parsing are ours: ofetch's own would retry a 409, follow a redirect with the key, and guess at JSON.
      retry: false,
      redirect: "manual",
      responseType: "text",
      ignoreResponseError: true,
      headers: { accept: "application/json", authorization: `Bearer ${key}`, "user-agent": options.userAgent },
    },
  });

  return async ({ method, url, body, timeout = options.timeout }) => {
    if (cancelled.aborted) return { answered: false, reason: "cancelled", acted: "no" };
    const abort = new AbortController();
    const settled = new AbortController();
    const onCancel = () => abort.abort();
    cancelled.addEventListener("abort", onCancel, { once: true });
    let timedOut = false;
    void clock.sleep(timeout, settled.signal).then(() => {
      if (settled.signal.aborted) return;
      timedOut = true;
      abort.abort();
    });
    try {
      const response = await http.raw<string, "text">(url.href, {
        method,
        signal: abort.signal,
        ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
      });
      return { answered: true, status: response.status, headers: response.headers, text: response._data ?? "" };
    } catch (error) {
      // The error itself goes no further: ofetch's holds the request's headers, and with them the key.
      if (cancelled.aborted) return { answered: false, reason: "cancelled", acted: "unknown" };
      if (timedOut) return { answered: false, reason: "timeout", acted: "unknown" };
      return { answered: false, ...connectionFailure(error) };
    } finally {
      cancelled.removeEventListener("abort", onCancel);
      settled.abort();
    }
  };
}
