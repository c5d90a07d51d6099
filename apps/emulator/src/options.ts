import type { Clock } from "./clock.js";
import type { Resource } from "./resources/define.js";
import type { Switches } from "./switches.js";

/** A personal API key that exists from the start. */
export interface KeyOptions {
  /** The key itself, by custom `phx_…`. */
  readonly value: string;
  /** `"<object>:read"`, `"<object>:write"` or `"*"`. */
  readonly scopes: readonly string[];
  /** Ids of the only projects that it may reach. */
  readonly projects?: readonly number[];
  /** Ids of the only organisations that it may reach. */
  readonly organizations?: readonly string[];
}

export interface EmulatorOptions {
  /** Path of the SQLite database. Absent: in memory, gone with the process. */
  readonly file?: string;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** Makes ids and the order of tags repeatable. Default: `"posthog"`. */
  readonly seed?: string;
  readonly switches?: Partial<Switches>;
  /** Resources that third parties bring: routes and tables. One of the same path as one of PostHog's own stands in for it. */
  readonly resources?: readonly Resource[];
  /** Replaces the default key `phx_local`, which may do everything. */
  readonly keys?: readonly KeyOptions[];
}
