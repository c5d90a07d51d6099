import type { Definition } from "../definition.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import type { Statement } from "../statement.js";
import type { Path, Spec } from "../values.js";
import type { Environments } from "./environment.js";
import type { Kind } from "./kind.js";
import type { Registry } from "./registry.js";

/** A definition with the place of the call that made it. */
export interface Located {
  readonly definition: Definition;
  readonly place?: Place;
}

export interface LocatedStatement {
  readonly statement: Statement;
  readonly place?: Place;
}

/** A definition that passed validation: what the planner works with. */
export interface Resolved {
  readonly definition: Definition;
  readonly kind: Kind;
  readonly address: string;
  readonly key: string;
  /** In the normal form. Fields that are left alone and were not given are absent. */
  readonly spec: Spec;
  /** The same with lists in the order in which they were written; only for definitions that come from files. */
  readonly asListed?: Spec;
  readonly ignore: readonly string[];
  readonly protect: boolean;
  readonly place?: Place;
}

/** A statement that makes sense in itself, with every choice of the environment made. */
export type ResolvedStatement = Statement & {
  readonly place?: Place;
  /** Of an `adopt`: it names one id, whatever the environment. */
  readonly everywhere?: true;
};

/** What files say, once it is known to make sense in itself. */
export interface Resolution {
  readonly definitions: readonly Resolved[];
  readonly statements: readonly ResolvedStatement[];
  /** The environment that it was resolved for; absent where there are none. */
  readonly environment?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ResolveInput {
  readonly definitions: readonly Located[];
  readonly statements?: readonly LocatedStatement[];
  readonly registry: Registry;
  readonly namespace?: string;
  /** Default: there are none. */
  readonly environments?: Environments;
  /** Where a property of a definition stands in the files. Default: only the definition's own place is told. */
  readonly placeOf?: (definition: Definition, path: Path) => Place | undefined;
  /** How to install a package here; for what a missing plugin needs. */
  readonly installHint?: (kind: string) => string;
}
