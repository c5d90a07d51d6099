import { same } from "@posthog-definitions/core/kind";

/**
 * For each wanted item the place of the live one that it is, or came from: what both lists begin and end with first,
 * which tells equal items apart, then what the same content says, then what its neighbours say. Where nothing tells,
 * none: better to lose a display key than to give it to another item.
 */
export function paired(wanted: readonly unknown[], live: readonly unknown[]): readonly (number | undefined)[] {
  const partners: (number | undefined)[] = wanted.map(() => undefined);
  const free = new Set(live.keys());
  const pair = (i: number, at: number | undefined): void => {
    if (partners[i] === undefined && at !== undefined && free.delete(at)) partners[i] = at;
  };
  const places = [...wanted.keys()];
  const pairAlike = (order: readonly number[], shift: number): void => {
    for (const i of order) {
      if (!same(wanted[i], live[i + shift])) return;
      pair(i, i + shift);
    }
  };
  pairAlike(places, 0);
  pairAlike(places.toReversed(), live.length - wanted.length);
  for (const i of places)
    pair(
      i,
      [...free].find((at) => same(wanted[i], live[at])),
    );
  const next = (at: number | undefined, step: 1 | -1): number | undefined => (at === undefined ? undefined : at + step);
  for (const i of places) pair(i, i === 0 ? 0 : next(partners[i - 1], 1));
  for (const i of places.reverse()) pair(i, next(i === wanted.length - 1 ? live.length : partners[i + 1], -1));
  return partners;
}
