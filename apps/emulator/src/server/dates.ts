const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  m: 2_592_000_000,
  y: 31_536_000_000,
};

/** A moment of a query string: ISO 8601, or relative as in `-7d` and `-24h` (a month counts as 30 days, a year as 365). */
export function momentOf(text: string, now: number): number | undefined {
  const relative = /^-?(\d+)([hdwmy])$/.exec(text);
  if (relative) return now - Number(relative[1]) * units[relative[2]!]!;
  const absolute = Date.parse(text);
  return Number.isNaN(absolute) ? undefined : absolute;
}
