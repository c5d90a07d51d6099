import fc from "fast-check";

/** What a schema says about a number. Bounds are included. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  readonly step?: number;
}

const CUSTOMARY = 1000;

/** Numbers within a range, its ends among them; hundredths where fractions are allowed, as people write them. */
export function number({ min, max, whole, step }: Range): fc.Arbitrary<number> {
  const low = min < -CUSTOMARY ? Math.max(min, Math.min(-CUSTOMARY, max - CUSTOMARY)) : min;
  const high = max > CUSTOMARY ? Math.min(max, Math.max(CUSTOMARY, low + CUSTOMARY)) : max;
  if (step !== undefined) return multiples(low, high, step).map((times) => Number((times * step).toFixed(10)));
  const integers =
    Math.ceil(low) <= Math.floor(high) ? fc.integer({ min: Math.ceil(low), max: Math.floor(high) }) : undefined;
  if (whole) return integers ?? fc.constant(Math.ceil(low));
  const hundredths =
    Math.ceil(low * 100) <= Math.floor(high * 100) ? multiples(low, high, 0.01).map((n) => n / 100) : undefined;
  const kinds = [integers, hundredths].filter((each) => each !== undefined);
  return kinds.length > 0 ? fc.oneof({ withCrossShrink: true }, ...kinds) : fc.constant((low + high) / 2);
}

const multiples = (low: number, high: number, step: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(low / step - 1e-9), max: Math.floor(high / step + 1e-9) });
