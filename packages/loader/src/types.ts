import type { Definition, Diagnostic, Path, Place, Statement } from "@posthog-definitions/core";

export interface LoadOptions {
  /** The project: the folder of the nearest `package.json` above the definitions. Bare imports resolve from here. */
  readonly root: string;
  /** The folder of the definition files, absolute or relative to the root: `"posthog"`. */
  readonly dir: string;
  /** Globs of files below `dir` that are not definition files, relative to it: `["scratch/**"]`. Default: none. */
  readonly ignore?: readonly string[];
  /**
   * Where the bundle is written for the moment of its import; inside the root, absolute or relative to it.
   * Default: `node_modules/.cache/posthog-definitions`, or `.posthog/cache` where there is no `node_modules`.
   */
  readonly cacheDir?: string;
  /** Texts that stand in for those of files, by absolute path: what an edit would come to, before it is written. Default: none. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** Where something that the files hold comes from. */
export interface Located {
  /** Where its factory was called. The file is relative to the root, with `/`. */
  readonly place: Place;
  /** The file that exports it (or what it stands in), relative to the root, with `/`. */
  readonly file: string;
  /** The name of that export, `"default"` included; absent where it stands inside another definition. */
  readonly exportName?: string;
}

export interface LocatedDefinition extends Located {
  readonly definition: Definition;
}

export interface LocatedStatement extends Located {
  readonly statement: Statement;
}

export interface Loaded {
  /** Every definition once, inline ones included, in the order of files and exports. */
  readonly definitions: readonly LocatedDefinition[];
  /** What the files say about identity: `adopt(…)`, `moved(…)`. */
  readonly statements: readonly LocatedStatement[];
  /** What went wrong. Where one is an error, `definitions` holds what could be loaded nevertheless, for further checks. */
  readonly diagnostics: readonly Diagnostic[];
  /** The definition files, relative to the root, with `/`. */
  readonly files: readonly string[];
  /**
   * Where a property of a definition stands, `["tiles", 0, "insight"]`: its name, or the element itself in a list.
   * Where that cannot be told (a spread, a value that is computed), the closest thing around it that can. Parses the
   * file on the first call for it. Never throws.
   */
  placeOf(definition: Definition | Statement, path: Path): Place;
}
