import type { Faults } from "./control/faults.js";
import type { RateLimits } from "./control/limits.js";
import type { RequestLog } from "./control/log.js";
import type { Json } from "./json.js";
import type { KeyOptions } from "./options.js";
import type { Document } from "./store/table.js";
import type { Switches } from "./switches.js";

/** The answer to a request made through {@link Emulator.ui}. */
export interface UiAnswer {
  readonly status: number;
  /** The parsed body; `null` when it is empty. */
  readonly body: Json;
}

/** A PostHog instance that runs in this process. Made by `createEmulator`. */
export interface Emulator {
  /** The key that the caller's requests may use; `phx_local` unless the options named others. */
  readonly key: string;
  /** The project to work in. Project 2 exists too, but belongs to an organisation that is closed to the key. */
  readonly projectId: number;
  /** Behaviours that differ between builds and plans; change them at any time. */
  readonly switches: Switches;
  /** Requests that will go wrong. */
  readonly faults: Faults;
  /** PostHog's rate limits; off until `limits.enabled` is set. */
  readonly limits: RateLimits;
  /** What was asked so far, except through {@link Emulator.ui} and the control routes. */
  readonly log: RequestLog;
  /** Milliseconds that every request takes on top. Default: 0. */
  latency: number;

  /** Answers a request without a socket. Faults can make it reject, as `fetch` does when a connection is lost. */
  fetch(request: Request): Promise<Response>;
  /** Answers over HTTP, on `127.0.0.1` and a free port unless told otherwise. */
  listen(options?: ListenOptions): Promise<Listening>;

  /**
   * Does what a teammate does in PostHog's UI: the same routes, but as another user, and neither limited nor logged
   * nor struck by faults. `path` may leave out `/api/projects/<id>/`.
   *
   * @param as - Another teammate, by first name or by e-mail address, who joins the organisation when first named.
   */
  ui(method: string, path: string, body?: Json, as?: string): Promise<UiAnswer>;

  /**
   * What PostHog does when events of these names arrive in the project to work in: it makes their definitions, without
   * anything but the name, or notes when the event was last seen.
   */
  ingest(names: readonly string[]): void;

  /**
   * What PostHog does when alerts are due: those that do not fit their insight any more are disabled. No value is ever
   * computed, so that no alert fires.
   */
  checkAlerts(): void;

  /** Adds a personal API key of the caller. */
  addKey(key: KeyOptions): void;
  /** Adds a project to the caller's organisation. */
  addProject(name: string): { readonly id: number };
  /** Every stored document by table, as plain data: what two moments have to be compared by. */
  snapshot(): Record<string, Document[]>;
  /** Back to how it began: rows, ids, log, faults and counted requests; switches and latency stay. */
  reset(): void;
  /** Ends everything, also requests that are never answered, and frees the file. */
  close(): Promise<void>;
}

/** Where an emulator is to answer over HTTP. */
export interface ListenOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: `127.0.0.1`; the control routes answer loopback only, whatever this is. */
  readonly hostname?: string;
}

/** An emulator that answers over HTTP. */
export interface Listening {
  /** The origin, without a slash at the end: what `POSTHOG_HOST` takes. */
  readonly url: string;
  close(): Promise<void>;
}
