import type { OutputFlags } from "../session.js";

/** What `plugin new` can be told on the command line; what is left out is asked for in a terminal. */
export interface NewFlags extends OutputFlags {
  readonly plural?: string;
  readonly package?: string;
  readonly path?: string;
  readonly scope?: string;
  readonly identity?: string;
  readonly field?: string;
  /** The folder to write; default: the package's name without its scope. */
  readonly dir?: string;
  readonly yes?: boolean;
  readonly "dry-run"?: boolean;
}
