import fc from "fast-check";

const TRIES = 100;

/**
 * The values that pass a test, provided that a fair share does: fast-check's own filter would search for ever. What
 * comes back otherwise is the complaints that were met most.
 *
 * @param complaint - `undefined` for a value that passes.
 */
export function satisfying<T>(
  arbitrary: fc.Arbitrary<T>,
  complaint: (value: T) => string | undefined,
): { readonly arbitrary: fc.Arbitrary<T> } | { readonly complaints: readonly string[] } {
  const heard = new Map<string, number>();
  let passed = 0;
  for (const value of fc.sample(arbitrary, { numRuns: TRIES, seed: 1 })) {
    const said = complaint(value);
    if (said === undefined) passed++;
    else heard.set(said, (heard.get(said) ?? 0) + 1);
  }
  if (passed >= TRIES / 50) return { arbitrary: arbitrary.filter((value) => complaint(value) === undefined) };
  return {
    complaints: [...heard]
      .sort(([, a], [, b]) => b - a)
      .map(([said, times]) => `${said} (${times} of ${TRIES})`)
      .slice(0, 5),
  };
}
