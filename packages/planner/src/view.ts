import type { Id, Ref, Spec } from "@posthog-definitions/core";
import {
  normalised,
  type Decoding,
  type Facet,
  type Kind,
  type Registry,
  type Side,
} from "@posthog-definitions/core/kind";
import { ownerKey, type Pairing } from "./pair.js";
import type { Row, World } from "./world.js";

/** What {@link decoding} sees of a run. */
export interface View {
  readonly world: World;
  readonly pairing: Pairing;
  readonly registry: Pick<Registry, "target">;
}

/** The world as `decode` sees it. `gone` are rows that will be replaced, as `<kind>:<id>`. */
export function decoding({ world, pairing, registry }: View, gone: ReadonlySet<string> = new Set()): Decoding {
  const idOf = (kind: string, out: string, value: Id): Id | undefined => {
    const output = registry.target(kind)?.outputs?.[out];
    return output && world.rows.get(kind)?.find((live) => output(live.row, undefined) === value)?.id;
  };
  return {
    ref<K extends string>(kind: K, given: Id, out?: string): Ref<K> {
      const id = (out === undefined ? undefined : idOf(kind, out, given)) ?? given;
      const isRow = out === undefined || id !== given;
      const key = isRow && !gone.has(ownerKey(kind, id)) ? pairing.owners.get(ownerKey(kind, id)) : undefined;
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
