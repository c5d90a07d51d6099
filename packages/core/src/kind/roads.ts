import { refText, type Ref } from "../reference.js";
import type { Body } from "../values.js";
import type { Side } from "./api.js";
import { fields, self, type Decoding, type Facet, type Governed, type Hole, type Step } from "./facet.js";

/** A body field that the POST ignores: it goes with the first PATCH after it. */
export function later<V, S, Row>(road: {
  fresh: V;
  decode(row: Row, at: Decoding): V;
  encode(value: V): Body;
}): Facet<V, S, Row> {
  return { fresh: () => road.fresh, decode: road.decode, write: ({ want }) => [fields(road.encode(want))] };
}

/** One move of a state that changes by named calls. */
export interface Move<V extends string, S> {
  readonly from: V;
  readonly to: V;
  /** Below the row's URL, without slashes: `"launch"`. */
  readonly call: string;
  body?(spec: S): Body;
  /** What the plan says about it besides. */
  readonly note?: string;
}

/** A state that only changes by named calls. The shortest way is looked for; where there is none, the plan refuses. */
export function lifecycle<const V extends string, S, Row>(road: {
  fresh: V;
  decode(row: Row, at: Decoding): V;
  moves: readonly Move<V, S>[];
  also?: readonly (keyof S & string)[];
  governs?(spec: S): readonly Governed[];
}): Facet<V, S, Row> {
  return {
    fresh: () => road.fresh,
    decode: road.decode,
    ...(road.also ? { also: road.also } : {}),
    ...(road.governs ? { governs: road.governs } : {}),
    write({ have, want, spec, refuse, note }) {
      const way = shortestWay(road.moves, have, want);
      if (!way) {
        refuse([], `PostHog has no way from "${have}" to "${want}".`);
        return [];
      }
      for (const move of way) if (move.note !== undefined) note(move.note);
      return way.map((move): Step => ({
        step: "call",
        method: "POST",
        of: "row",
        path: `${move.call}/`,
        body: move.body?.(spec) ?? {},
      }));
    },
  };
}

/** Breadth first, so that the first hit is a shortest one. */
function shortestWay<V extends string, S>(
  moves: readonly Move<V, S>[],
  from: V,
  to: V,
): readonly Move<V, S>[] | undefined {
  const seen = new Set<V>([from]);
  let front: { at: V; by: readonly Move<V, S>[] }[] = [{ at: from, by: [] }];
  while (front.length > 0) {
    const hit = front.find((path) => path.at === to);
    if (hit) return hit.by;
    const next: typeof front = [];
    for (const path of front) {
      for (const move of moves) {
        if (move.from !== path.at || seen.has(move.to)) continue;
        seen.add(move.to);
        next.push({ at: move.to, by: [...path.by, move] });
      }
    }
    front = next;
  }
  return undefined;
}

/** A set of references kept as rows of another collection, which can be posted and deleted, not changed. */
export function links<K extends string, S, Row, L extends { readonly id: string | number }>(road: {
  in: Side<L>;
  /** Whether a link belongs to this row. */
  of(row: Row, link: L): boolean;
  to(link: L, at: Decoding): Ref<K>;
  body(target: Hole, self: { readonly $self: true }): Body;
}): Facet<readonly Ref<K>[], S, Row> {
  const mine = (row: Row, at: Decoding): readonly L[] => at.side(road.in).filter((link) => road.of(row, link));
  return {
    fresh: () => [],
    uses: [road.in],
    decode: (row, at) => mine(row, at).map((link) => road.to(link, at)),
    write({ want, have, row, at }) {
      const wanted = new Set(want.map(refText));
      const there = new Set(have.map(refText));
      const added = want.filter((ref) => !there.has(refText(ref)));
      const gone = row === undefined ? [] : mine(row, at).filter((link) => !wanted.has(refText(road.to(link, at))));
      return [
        ...added.map((ref): Step => ({
          step: "call",
          method: "POST",
          of: road.in,
          path: "",
          body: road.body(ref, self),
        })),
        ...gone.map((link): Step => ({ step: "call", method: "DELETE", of: road.in, path: `${link.id}/` })),
      ];
    },
  };
}
