import type { Rule } from "./strict.js";

/**
 * The longest window per unit.
 * Source: PostHog/posthog: products/product_analytics/backend/hogql_queries/funnels/utils.py.
 */
const LONGEST: Readonly<Record<string, number>> = {
  second: 3600,
  minute: 1440,
  hour: 24,
  day: 365,
  week: 53,
  month: 12,
};

/** An amount of time must lie within what its unit allows. */
export const boundedWindow =
  (amountField: string, unitField: string, usualUnit: string): Rule =>
  (filter, report) => {
    const amount = filter[amountField];
    const unit = typeof filter[unitField] === "string" ? filter[unitField] : usualUnit;
    const most = LONGEST[unit];
    if (typeof amount === "number" && most !== undefined && (amount < 1 || amount > most))
      report(`is 1 to ${most} in units of \`${unit}\``, amountField);
  };
