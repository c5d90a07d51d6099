import type { Variant } from "./spec.js";

/** The server's own tolerance. Source: `PostHog/posthog: products/feature_flags/backend/variant_rollout.py`. */
const EXACT = 1e-9;

export const sumOf = (variants: readonly Variant[]): number =>
  variants.reduce((sum, { rollout_percentage }) => sum + rollout_percentage, 0);

export const isWhole = (sum: number): boolean => Math.abs(sum - 100) <= EXACT;

/**
 * Shares that miss 100 by no more than rounding each of them to two decimals can (33.33 three times) get the rest put
 * on the last one, because a server that enforces its rules takes nothing but 100. Other shares are left as they are.
 */
export function completed(variants: readonly Variant[]): readonly Variant[] {
  const missing = 100 - sumOf(variants);
  const last = variants.findLastIndex(({ rollout_percentage }) => rollout_percentage > 0);
  if (last < 0 || isWhole(100 - missing) || !(Math.abs(missing) <= variants.length * 0.005 + EXACT)) return variants;
  return variants.map((variant, i) =>
    i === last ? { ...variant, rollout_percentage: rounded(variant.rollout_percentage + missing) } : variant,
  );
}

/** Without the noise of binary fractions. */
const rounded = (share: number): number => Number(share.toPrecision(12));
