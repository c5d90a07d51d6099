/** ISO 4217, as far as this machine knows it; every code that PostHog takes is there. */
export const currencies: readonly string[] = [...Intl.supportedValuesOf("currency"), "BTC"];
