import { count, duration } from "./words.js";

/** What an apply would cost. */
export interface Forecast {
  /** That would be sent. */
  readonly requests: number;
  /** That PostHog's limits make of it, beside the time of the requests themselves. */
  readonly seconds: number;
}

export function forecastWords({ requests, seconds }: Forecast): string {
  const time = duration(seconds);
  return `Applying it sends ${count(requests, "request")}${time === undefined ? "" : `; PostHog's limits make that about ${time}`}.`;
}
