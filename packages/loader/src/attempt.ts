import type { Diagnostic } from "@posthog-definitions/core";
import type { Modules } from "./collect.js";
import type { SourcePlaces } from "./source-places.js";

/** What loading the files came to. */
export interface Attempt {
  /** The files that could be loaded. */
  readonly modules: Modules;
  readonly diagnostics: readonly Diagnostic[];
  /** To read the stacks that the definitions noted; absent where nothing could be built. */
  readonly trace?: Trace;
}

/** The map of the script that ran, and where it ran from. */
export interface Trace {
  readonly places: SourcePlaces;
  readonly url: string;
}
