import { isPlain, type Spec } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";

/** What an event is that says nothing of it; PostHog shows it all. Source: `PostHog/posthog: posthog/schema.py`, `RevenueAnalyticsEventItem`. */
const USUAL: Spec = {
  revenueCurrencyProperty: { static: "USD" },
  currencyAwareDecimal: false,
  subscriptionDropoffDays: 45,
  subscriptionDropoffMode: "last_event",
};

const said = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== undefined));

/** Revenue analytics with events that say only what is not usual. */
export function normalRevenue(config: unknown): unknown {
  if (!isPlain(config) || !Array.isArray(config["events"])) return config;
  return { ...config, events: (config["events"] as unknown[]).map(normalEvent) };
}

function normalEvent(event: unknown): unknown {
  if (!isPlain(event)) return event;
  const currency = event["revenueCurrencyProperty"];
  const all = said({ ...event, ...(isPlain(currency) ? { revenueCurrencyProperty: said(currency) } : {}) });
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => !same(value, USUAL[name])));
}
