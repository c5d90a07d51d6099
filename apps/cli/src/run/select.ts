import { error, type Diagnostic } from "@posthog-definitions/core";
import { suggest, type Registry, type Resolution } from "@posthog-definitions/core/kind";

export interface SelectFlags {
  /** Addresses. */
  readonly target?: readonly string[];
  /** Names of kinds, or their plurals. */
  readonly kind?: readonly string[];
}

/** The addresses that are asked for; `undefined` for all. What either flag names is in, with what it refers to. */
export function select(
  { target = [], kind = [] }: SelectFlags,
  { definitions }: Resolution,
  registry: Registry,
): { readonly only?: ReadonlySet<string>; readonly diagnostics: readonly Diagnostic[] } {
  if (target.length === 0 && kind.length === 0) return { diagnostics: [] };
  const only = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const addresses = definitions.map((definition) => definition.address);
  for (const address of target) {
    if (addresses.includes(address)) only.add(address);
    else diagnostics.push(unknown("--target", address, addresses, `names no definition`));
  }
  const names = new Map(
    [...registry.kinds.values()].flatMap((k) => [
      [k.name, k.name],
      [k.plural, k.name],
    ]),
  );
  for (const name of kind) {
    const known = names.get(name);
    const those = definitions.filter((definition) => definition.kind.name === known);
    for (const { address } of those) only.add(address);
    if (known === undefined)
      diagnostics.push(unknown("--kind", name, [...registry.kinds.keys()], "names no installed kind"));
    else if (those.length === 0)
      diagnostics.push(unknown("--kind", name, [], "names a kind of which nothing is defined"));
  }
  return { only, diagnostics };
}

function unknown(flag: string, given: string, known: readonly string[], why: string): Diagnostic {
  const close = suggest(given, known);
  const some = known.slice(0, 8).join(", ");
  return error("unknown-target", `${flag} ${given} ${why}.`, {
    ...(close
      ? { hint: `Did you mean ${close}?` }
      : some
        ? { hint: `Known: ${some}${known.length > 8 ? ", …" : ""}.` }
        : {}),
  });
}
