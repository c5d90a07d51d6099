/** How two sequences line up: what is in both, and between that what is only in the one or the other. */
export type Step<T> =
  | { readonly in: "both"; readonly before: T; readonly after: T }
  | { readonly in: "before"; readonly before: T }
  | { readonly in: "after"; readonly after: T };

/** Beyond this many cells the table would be too big; whole lists are then shown as replaced. */
const MOST_CELLS = 4_000_000;

/** Lines two sequences up so that as much as possible is in both. Within a gap, what goes comes before what is new. */
export function align<T>(before: readonly T[], after: readonly T[], same: (a: T, b: T) => boolean): Step<T>[] {
  let head = 0;
  while (head < before.length && head < after.length && same(before[head]!, after[head]!)) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    same(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!)
  )
    tail++;
  const both = (i: number, j: number): Step<T> => ({ in: "both", before: before[i]!, after: after[j]! });
  return [
    ...Array.from({ length: head }, (_, i) => both(i, i)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail), same),
    ...Array.from({ length: tail }, (_, i) => both(before.length - tail + i, after.length - tail + i)),
  ];
}

function middle<T>(before: readonly T[], after: readonly T[], same: (a: T, b: T) => boolean): Step<T>[] {
  const gone = before.map((item): Step<T> => ({ in: "before", before: item }));
  const fresh = after.map((item): Step<T> => ({ in: "after", after: item }));
  if (gone.length === 0 || fresh.length === 0 || gone.length * fresh.length > MOST_CELLS) return [...gone, ...fresh];

  // common[i][j]: how much the rests from i and from j have in common.
  const columns = after.length + 1;
  const common = new Uint32Array((before.length + 1) * columns);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * columns + j] = same(before[i]!, after[j]!)
        ? common[(i + 1) * columns + j + 1]! + 1
        : Math.max(common[(i + 1) * columns + j]!, common[i * columns + j + 1]!);

  const steps: Step<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (same(before[i]!, after[j]!)) steps.push({ in: "both", before: before[i++]!, after: after[j++]! });
    else if (common[(i + 1) * columns + j]! >= common[i * columns + j + 1]!) steps.push(gone[i++]!);
    else steps.push(fresh[j++]!);
  }
  return [...steps, ...gone.slice(i), ...fresh.slice(j)];
}
