import { same } from "@posthog-definitions/core/kind";

/** What becomes of a list: items that stay (or are edited), that go, and that come in behind an old one. */
export interface Alignment {
  readonly pairs: readonly { readonly old: number; readonly new: number }[];
  readonly gone: readonly number[];
  /** `after`: the old item in front of it, `-1` for none. */
  readonly added: readonly { readonly after: number; readonly new: number }[];
}

/** Lines two lists up by names where items have some, else by what is the same in both; in between, by position. */
export function aligned(
  before: readonly unknown[],
  after: readonly unknown[],
  names?: { readonly file: readonly string[]; readonly live: readonly string[] },
): Alignment {
  const pairs = names ? byName(names.file, names.live) : withGaps(common(before, after), before.length, after.length);
  const gone = before.map((_, i) => i).filter((i) => !pairs.some((pair) => pair.old === i));
  const added = after.flatMap((_, j) => {
    if (pairs.some((pair) => pair.new === j)) return [];
    const inFront = pairs.filter((pair) => pair.new < j).map((pair) => pair.old);
    return [{ after: inFront.length === 0 ? -1 : Math.max(...inFront), new: j }];
  });
  return { pairs, gone, added };
}

const byName = (before: readonly string[], after: readonly string[]): Alignment["pairs"] =>
  before.flatMap((name, i) => (after.includes(name) ? [{ old: i, new: after.indexOf(name) }] : []));

/** The longest common part of two lists. */
function common(before: readonly unknown[], after: readonly unknown[]): { old: number; new: number }[] {
  const longest = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i]![j] = same(before[i], after[j])
        ? longest[i + 1]![j + 1]! + 1
        : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const pairs: { old: number; new: number }[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (same(before[i], after[j])) pairs.push({ old: i++, new: j++ });
    else if (longest[i + 1]![j]! >= longest[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

/** Between what is the same, the first that goes was probably made the first that is new. */
function withGaps(
  pairs: readonly { old: number; new: number }[],
  before: number,
  after: number,
): { old: number; new: number }[] {
  const out: { old: number; new: number }[] = [];
  let [i, j] = [0, 0];
  for (const pair of [...pairs, { old: before, new: after }]) {
    while (i < pair.old && j < pair.new) out.push({ old: i++, new: j++ });
    if (pair.old < before && pair.new < after) out.push(pair);
    [i, j] = [pair.old + 1, pair.new + 1];
  }
  return out;
}
