import type { Registry, ResolveInput } from "@posthog-definitions/core/kind";

/** Which kinds there are, whose rows are ours, and which environment the run is for. */
export interface PullScope {
  readonly registry: Registry;
  readonly namespace?: string;
  /** Default: there are none. */
  readonly environments?: ResolveInput["environments"];
}
