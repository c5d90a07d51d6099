import type { Json } from "../json.js";
import type { LimitClass } from "../resources/define.js";

/** One request that arrived through the API. Carries no credentials. */
export interface LoggedRequest {
  /** 1 for the first request since the log was cleared. */
  readonly number: number;
  /** Milliseconds since 1970, on the emulator's clock. */
  readonly time: number;
  readonly method: string;
  /** As sent, without the query string. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON body; absent for reads and for what could not be parsed. */
  readonly body?: Json;
  /** `write` is every method but GET, HEAD and OPTIONS. */
  readonly kind: "read" | "write";
  /** Absent when the request did not reach a route. */
  limit?: LimitClass;
  /** Absent while the request is under way, and when no answer was sent. */
  status?: number;
  /** The kind of fault that hit it. */
  fault?: string;
  /** The stack of a handler's own failure, which the caller saw as a 500. */
  crash?: string;
}

export interface RequestCounts {
  readonly total: number;
  readonly read: number;
  readonly write: number;
  readonly crud: number;
  readonly analytics: number;
}

/** What was asked of the emulator, in order. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  get writes(): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => entry.kind === "write");
  }

  /** How many requests of each sort arrived. */
  counts(): RequestCounts {
    const count = (match: (entry: LoggedRequest) => boolean) => this.#entries.filter(match).length;
    return {
      total: this.#entries.length,
      read: count((entry) => entry.kind === "read"),
      write: count((entry) => entry.kind === "write"),
      crud: count((entry) => entry.limit === "crud"),
      analytics: count((entry) => entry.limit === "analytics"),
    };
  }

  clear(): void {
    this.#entries = [];
  }

  /** Called by the server when a request arrives; the entry is completed when it is answered. */
  add(time: number, method: string, url: URL, rawBody: string): LoggedRequest {
    const query = Object.fromEntries([...url.searchParams].filter(([name]) => name !== "personal_api_key"));
    const kind = ["GET", "HEAD", "OPTIONS"].includes(method) ? "read" : "write";
    const body = kind === "write" ? readBody(rawBody) : undefined;
    const entry: LoggedRequest = {
      number: this.#entries.length + 1,
      time,
      method,
      path: url.pathname,
      query,
      kind,
      ...(body === undefined ? {} : { body }),
    };
    this.#entries.push(entry);
    return entry;
  }
}

function readBody(rawBody: string): Json | undefined {
  if (rawBody === "") return undefined;
  try {
    return JSON.parse(rawBody, (key, value: Json) => (key === "personal_api_key" ? undefined : value)) as Json;
  } catch {
    return undefined;
  }
}
