import { contractProblem } from "../contract.js";
import { error, type Diagnostic } from "../diagnostic.js";
import type { Kind, Target } from "./kind.js";

/** Which package brings a kind. */
export interface KindSource {
  readonly package: string;
  readonly version: string;
}

/** The kinds of a run, by name. */
export interface Registry {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly sources: ReadonlyMap<string, KindSource>;
  /** How to reach rows of a kind that may not be installed, as the kinds that refer to it describe them. */
  target(name: string): Target | undefined;
}

/** Puts kinds together. Two plugins for one kind, or a kind of a contract that is not read, are errors. */
export function createRegistry(brought: readonly { readonly kind: Kind; readonly source: KindSource }[]): {
  registry: Registry;
  diagnostics: Diagnostic[];
} {
  const kinds = new Map<string, Kind>();
  const sources = new Map<string, KindSource>();
  const targets = new Map<string, Target>();
  const diagnostics: Diagnostic[] = [];
  for (const { kind, source } of brought) {
    const other = sources.get(kind.name);
    const unread = contractProblem(source, kind.contract);
    if (unread) diagnostics.push(unread);
    else if (other && kinds.get(kind.name) !== kind) {
      diagnostics.push(
        error("plugin-conflict", `Both ${nameOf(other)} and ${nameOf(source)} bring the kind "${kind.name}".`, {
          hint: "Take one of them out of package.json.",
        }),
      );
    } else {
      kinds.set(kind.name, kind);
      sources.set(kind.name, source);
      for (const target of kind.targets ?? []) targets.set(target.name, target);
    }
  }
  return { registry: { kinds, sources, target: (name) => kinds.get(name) ?? targets.get(name) }, diagnostics };
}

const nameOf = (source: KindSource): string => `${source.package} ${source.version}`;

/** A registry of kinds that are at hand, for tests and scripts. Throws where two kinds have one name. */
export function registryOf(...kinds: readonly Kind[]): Registry {
  const { registry, diagnostics } = createRegistry(
    kinds.map((kind) => ({ kind, source: { package: "(given)", version: "0" } })),
  );
  if (diagnostics[0]) throw new Error(diagnostics[0].message);
  return registry;
}
