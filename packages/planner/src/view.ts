import type { Id, Ref, Spec } from "@posthog-definitions/core";
import { normalised, type Decoding, type Facet, type Kind, type Side } from "@posthog-definitions/core/kind";
import { ownerKey, type Pairing } from "./pair.js";
import type { Row, World } from "./world.js";

/** The world as `decode` sees it. `gone` are rows that will be replaced, as `<kind>:<id>`. */
export function decoding(world: World, pairing: Pairing, gone: ReadonlySet<string> = new Set()): Decoding {
  return {
    ref<K extends string>(kind: K, id: Id): Ref<K> {
      const key = gone.has(ownerKey(kind, id)) ? undefined : pairing.owners.get(ownerKey(kind, id));
      return key === undefined ? { $ref: kind, id } : { $ref: kind, key };
    },
    managed: (ref) => ref.key !== undefined && pairing.managed.has(`${ref.$ref}.${ref.key}`),
    side: <R extends object>(side: Side<R>) => (world.sides.get(side.path) ?? []) as readonly R[],
  };
}

export type AnyFacet = Facet<unknown, object, object>;

export const facetsOf = (kind: Kind): [string, AnyFacet][] => Object.entries(kind.facets ?? {});

/** What a row means, in the user's words. The one way from a row to a spec. */
export function meaning(kind: Kind, row: Row, at: Decoding): Spec {
  const spec: Record<string, unknown> = { ...kind.decode(row, at) };
  for (const [field, facet] of facetsOf(kind)) spec[field] = facet.decode(row, at);
  return normalised(kind, spec) as Spec;
}
