/** How much of what is the same is kept on either side of a difference. */
const KEPT = 24;

/**
 * Two long texts of one line each, cut down to where they differ: `…WHERE country = 'US' AND…`. Cut between characters,
 * never within one.
 */
export function excerpts(before: string, after: string): [string, string] {
  const [a, b] = [[...before], [...after]];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const start = head > KEPT ? head - KEPT : 0;
  const cut = tail > KEPT ? tail - KEPT : 0;
  const excerpt = (text: readonly string[]): string =>
    `${start > 0 ? "…" : ""}${text.slice(start, text.length - cut).join("")}${cut > 0 ? "…" : ""}`;
  return [excerpt(a), excerpt(b)];
}
